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
  if (other !== undefined) throw otherFormat(what, other);
  const instead = NOT_FETCHED.find(([beginning]) => beginning.test(start))?.[1];
  throw corruptPicture(what, bytes.length === 0 ? 'the file is empty' : (instead ?? 'no format that is known'));
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
  ['PNM', 'P1'],
  ['PNM', 'P2'],
  ['PNM', 'P3'],
  ['PNM', 'P4'],
  ['PNM', 'P5'],
  ['PNM', 'P6'],
  ['PAM', 'P7'],
  ['PFM', 'Pf'],
  ['PFM', 'PF'],
  ['DDS', 'DDS '],
  ['PCX', '\x0a\x05\x01'],
  ['QOI', 'qoif'],
  ['OpenEXR', 'v/1\x01'],
  ['Radiance HDR', '#?RADIANCE'],
  ['JPEG XR', 'II\xbc\x01'],
  ['GIMP', 'gimp xcf'],
  ['ICNS', 'icns'],
  ['FITS', 'SIMPLE  ='],
  ['Canon CR3', 'ftypcrx', 4],
  ['an MP4 film', 'ftyp', 4],
];

/** What stands in the place of a picture that was not fetched, and what to do. */
const NOT_FETCHED: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(?:!doctype\s+html|html|head)/i, 'a web page; the download failed'],
  [/^version https:\/\/git-lfs/, 'a pointer of Git LFS; run git lfs pull'],
];
