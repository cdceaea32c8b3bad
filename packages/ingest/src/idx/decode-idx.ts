import { swapBytes } from '#byte-array';
import { LITTLE_ENDIAN } from '../bytes/byte-order.js';
import { DEFAULT_MAX_BYTES, gunzipStart, gunzipWithin, isGzip, MAX_DEFLATE_RATIO } from '../bytes/gunzip.js';
import { IDX_ARRAYS, type IdxArray, type IdxValues } from './idx-array.js';
import { type IdxHeader, MAX_IDX_HEADER_BYTES, notIdx, parseIdxHeader } from './idx-header.js';

/**
 * Reads an IDX file, plain or gzip, of any element type and rank. Nothing is allocated before the header has been
 * compared with the length of the file, so a header that claims too much costs nothing.
 *
 * @param what - named first in the error's text; usually the file's name
 * @param maxBytes - the most that the values may take in memory
 * @returns a view of `bytes` where they are plain and single bytes; otherwise an array of its own
 * @throws SelvedgeError `corrupt-file` for a wrong magic number, sizes that disagree with the length, damaged gzip, or
 * more than `maxBytes`
 */
export function decodeIdx(bytes: Uint8Array, what = 'IDX data', maxBytes: number = DEFAULT_MAX_BYTES): IdxArray {
  const zipped = isGzip(bytes);
  const header = parseIdxHeader(zipped ? gunzipStart(bytes, what, MAX_IDX_HEADER_BYTES) : bytes, what);
  const total = header.headerBytes + header.valueBytes;
  if (header.valueBytes > maxBytes) {
    throw notIdx(
      what,
      `its header claims ${header.valueBytes} bytes (${sizes(header)}), more than the ${maxBytes} allowed`,
    );
  }
  if (zipped && total > bytes.length * MAX_DEFLATE_RATIO) throw notIdx(what, disagree(header, bytes.length, 'packed'));
  const plain = zipped ? gunzipWithin(bytes, what, total) : bytes;
  if (plain.length !== total) throw notIdx(what, disagree(header, plain.length, zipped ? 'unpacked' : 'long'));

  return { values: idxValues(header, plain.subarray(header.headerBytes)), shape: header.shape };
}

/** Big-endian bytes as an array of the machine's own order; bytes themselves are not copied. */
export function idxValues({ type }: Pick<IdxHeader, 'type'>, bytes: Uint8Array): IdxValues {
  if (type === 'uint8') return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ArrayType = IDX_ARRAYS[type];
  const copy = new Uint8Array(bytes); // `slice` of a Buffer would be a view, and not aligned
  if (LITTLE_ENDIAN) swapBytes(copy, ArrayType.BYTES_PER_ELEMENT);
  return new ArrayType(copy.buffer);
}

const sizes = ({ shape, type }: IdxHeader): string => `${shape.join(' x ')} of ${type}`;

const disagree = (header: IdxHeader, length: number, how: string): string =>
  `its header claims ${sizes(header)}, ${header.headerBytes + header.valueBytes} bytes in all, but it is ${length} bytes ${how}`;
