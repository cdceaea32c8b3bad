// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { DecodeImageOptions } from './decode-image.js';
export type { DecodedPicture } from './decoded-picture.js';
export type { ImageDescription } from './describe-image.js';
