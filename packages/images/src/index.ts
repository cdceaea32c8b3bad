export { checkImageOptions } from './check-image-options.js';
export { decodeImage, decoderVersion } from './decode-image.js';
export { describeImage } from './describe-image.js';
