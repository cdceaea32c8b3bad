import sharp from 'sharp';
import { corruptPicture } from './errors.js';
import { type PictureFormat, sniffFormat } from './picture-format.js';

/** What the header of a picture says. */
export interface ImageDescription {
  readonly format: PictureFormat;
  /** In pixels, turned as EXIF says. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** 16 where channels have more than 8 bits. */
  readonly depth: 8 | 16;
}

/**
 * Describes a picture by its header; pixels are not decoded.
 *
 * @param what - names the picture in errors
 * @throws SelvedgeError `corrupt-file`; `unsupported` for other formats
 */
export async function describeImage(bytes: Uint8Array, what: string): Promise<ImageDescription> {
  const format = sniffFormat(bytes, what);
  try {
    const { autoOrient, channels, depth } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { format, ...autoOrient, channels, depth: depth === 'uchar' ? 8 : 16 };
  } catch (cause) {
    throw corruptPicture(what, (cause as Error).message.trim(), cause);
  }
}
