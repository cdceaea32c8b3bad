import type { ImageOptions } from '@selvedge/data/types';
import { decodePng, type Picture } from '../png/png-codec.js';
import { loadImages } from './load-images.js';

/**
 * Decodes a picture. A PNG of 8 bits per channel needs no other package where nothing is asked of it; all other pictures are
 * decoded by `@selvedge/images`.
 *
 * @throws SelvedgeError `unsupported` where that is not installed; those of `decodePng` and `decodeImage`
 */
export async function decodePicture(bytes: Uint8Array, path: string, image?: ImageOptions): Promise<Picture> {
  if (!image && isPlainPng(bytes)) return decodePng(bytes, path);
  const { decodeImage } = await loadImages(path);
  return decodeImage(bytes, path, image ? { image } : {});
}

const PNG_START = '\x89PNG\r\n\x1a\n';

/** Of 8 bits and not interlaced, by its header (PNG 11.2.1). A damaged one is refused by either decoder. */
function isPlainPng(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, PNG_START.length));
  return start === PNG_START && (bytes.length < 29 || (bytes[24] === 8 && bytes[28] === 0));
}
