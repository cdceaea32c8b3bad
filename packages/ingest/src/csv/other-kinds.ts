import { SelvedgeError } from '@selvedge/data';

/** What files begin with that are not text in UTF-8, and what to do with them. */
const KINDS: readonly (readonly [beginning: string, why: string])[] = [
  ['\xff\xfe', 'the text is UTF-16; save the file as UTF-8'],
  ['\xfe\xff', 'the text is UTF-16; save the file as UTF-8'],
  ['PK\x03\x04', 'a ZIP archive or a workbook of Excel; save the sheet as CSV in UTF-8, or name the archive .zip'],
  ['\xd0\xcf\x11\xe0', 'a workbook of Excel; save the sheet as CSV in UTF-8'],
  ['PAR1', 'a Parquet file; name it .parquet, or pass format: parquet (--from parquet)'],
  ['ARROW1', 'an Arrow file; name it .arrow, or pass format: arrow (--from arrow)'],
  ['\x89HDF', 'an HDF5 file; write the table as CSV or Parquet'],
  ['SQLite format 3', 'a database of SQLite; write the table as CSV or Parquet'],
  ['\x93NUMPY', 'an array of NumPy; name it .npy, or pass format: npy (--from npy)'],
  ['\xff\xd8\xff', 'a JPEG, not a table; pictures are read from files and folders that are named'],
  ['\x89PNG', 'a PNG, not a table; pictures are read from files and folders that are named'],
  ['GIF8', 'a GIF, not a table; pictures are read from files and folders that are named'],
  ['%PDF', 'a PDF; write the table as CSV'],
  ['BZh', 'packed by bzip2; unpack it, or pack it with gzip'],
  ['\xfd7zXZ', 'packed by xz; unpack it, or pack it with gzip'],
  ['\x28\xb5\x2f\xfd', 'packed by Zstandard; unpack it, or pack it with gzip'],
];

/**
 * @param start - the beginning of a file that is to be text, unpacked
 * @throws SelvedgeError `unsupported` for files of other kinds; `corrupt-file` for what stands in place of a file
 */
export function checkText(path: string, start: Uint8Array): void {
  const head = String.fromCharCode(...start.subarray(0, 400));
  const kind = KINDS.find(([beginning]) => head.startsWith(beginning))?.[1];
  if (kind !== undefined) throw new SelvedgeError('unsupported', `${path}: ${kind}.`);
  if (/^(?:.\0){2}|^(?:\0.){2}/s.test(head) && !/\0\0/.test(head))
    throw new SelvedgeError('unsupported', `${path}: the text is UTF-16; save the file as UTF-8.`);
  if (/^\s*<(?:!doctype\s+html|html|head)\b/i.test(head))
    throw new SelvedgeError('corrupt-file', `${path}: a web page, not a table; the download failed. Fetch it again.`);
  if (head.startsWith('version https://git-lfs'))
    throw new SelvedgeError('corrupt-file', `${path}: a pointer of Git LFS, not the file. Run git lfs pull.`);
}
