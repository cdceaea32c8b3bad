import { corruptPicture, otherFormat } from './errors.js';

/** Formats that are decoded. */
export type PictureFormat = 'JPEG' | 'PNG' | 'WebP' | 'GIF' | 'TIFF' | 'AVIF';

/**
 * Tells a picture's format by its first bytes, whatever the name of its file.
 *
 * @param what - names the picture in errors
 * @throws SelvedgeError `unsupported` for a format that is not decoded, `corrupt-file` for one that is not known
 */
export function sniffFormat(bytes: Uint8Array, what: string): PictureFormat {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 32)).toString('latin1');
  const named = <Name>(formats: readonly Beginning<Name>[]): Name | undefined =>
    formats.find(([, text, at = 0]) => start.startsWith(text, at))?.[0];
  const format = named(DECODED);
  if (format) return format;
  const other = named(OTHERS) ?? (/^\s*<(svg|\?xml|!doctype svg)/i.test(start) ? 'SVG' : undefined);
  throw other === undefined ? corruptPicture(what, 'no format that is known') : otherFormat(what, other);
}

/** A format, what its files begin with, and at which byte. */
type Beginning<Name> = readonly [name: Name, text: string, at?: number];

const DECODED: readonly Beginning<PictureFormat>[] = [
  ['JPEG', '\xff\xd8\xff'],
  ['PNG', '\x89PNG\r\n\x1a\n'],
  ['WebP', 'WEBP', 8],
  ['GIF', 'GIF87a'],
  ['GIF', 'GIF89a'],
  ['TIFF', 'II*\0'],
  ['TIFF', 'MM\0*'],
  ['TIFF', 'II+\0'],
  ['TIFF', 'MM\0+'],
  ['AVIF', 'ftypavif', 4],
  ['AVIF', 'ftypavis', 4],
];

const OTHERS: readonly Beginning<string>[] = [
  ['BMP', 'BM'],
  ['HEIC', 'ftyphe', 4],
  ['HEIC', 'ftypmif1', 4],
  ['HEIC', 'ftypmsf1', 4],
  ['JPEG XL', '\xff\x0a'],
  ['JPEG XL', 'JXL ', 4],
  ['JPEG 2000', 'jP  ', 4],
  ['JPEG 2000', '\xff\x4f\xff\x51'],
  ['Photoshop', '8BPS'],
  ['ICO', '\0\0\x01\0'],
  ['PDF', '%PDF'],
  ['PNM', 'P5'],
  ['PNM', 'P6'],
];
