import type { ImageOptions } from '@selvedge/data/types';
import type { DecodedPicture } from '@selvedge/images/types';
import { decodePng } from '../png/png-codec.js';
import { loadImages } from './load-images.js';
import { isPlainPng } from './plain-png.js';

/**
 * Decodes a picture. A PNG of 8 bits per channel needs no other package where nothing is asked of it; all other pictures are
 * decoded by `@selvedge/images`.
 *
 * @throws SelvedgeError `unsupported` where that is not installed; those of `decodePng` and `decodeImage`
 */
export async function decodePicture(bytes: Uint8Array, path: string, image?: ImageOptions): Promise<DecodedPicture> {
  if (!image && isPlainPng(bytes)) return decodePng(bytes, path);
  const { decodeImage } = await loadImages(path);
  return decodeImage(bytes, path, image ? { image } : {});
}
