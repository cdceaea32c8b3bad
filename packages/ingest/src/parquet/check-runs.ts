import { varint, varintBytes } from './check-thrift.js';

const MAX_BIT_WIDTH = 32;

/**
 * Walks runs of equal and of packed values (RLE and bit-packed hybrid) before the library unpacks them, since it writes
 * as many values as a run claims, whatever the page holds.
 *
 * @param values - how many there must be
 * @param counted - a value whose occurrences are counted, at most of eight bits
 * @returns how often `counted` is there
 * @throws Error with what is wrong; RangeError beyond the end
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export function checkRuns(bytes: Uint8Array, bitWidth: number, values: number, counted = -1): number {
  if (bitWidth > MAX_BIT_WIDTH) throw new Error(`values of ${bitWidth} bits`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = (bitWidth + 7) >> 3;
  let at = 0;
  let seen = 0;
  let found = 0;
  while (seen < values) {
    const header = varint(view, at);
    at += varintBytes(view, at);
    const left = values - seen;
    if (header % 2 === 0) {
      const count = header / 2;
      if (count < 1 || count > left) throw new Error(`a run claims ${count} values where ${left} are left`);
      if (width > 0 && view.getUint8(at) === counted && isRestZero(view, at, width)) found += count;
      else if (width === 0 && counted === 0) found += count;
      at += width;
      seen += count;
    } else {
      const groups = (header - 1) / 2;
      // The last group is filled up to eight values; some writers fill up a few groups more.
      if (groups < 1 || groups > Math.ceil(left / 8) + SPARE_GROUPS)
        throw new Error(`packed values claim ${groups * 8} values where ${left} are left`);
      const count = Math.min(groups * 8, left);
      const last = at + Math.ceil((count * bitWidth) / 8);
      if (last > bytes.length) throw new RangeError('packed values beyond the end');
      if (counted >= 0) found += countPacked(bytes, at, bitWidth, count, counted);
      at = Math.min(bytes.length, at + groups * bitWidth);
      seen += count;
    }
  }
  return found;
}

const SPARE_GROUPS = 63;

function isRestZero(view: DataView, at: number, width: number): boolean {
  for (let byte = 1; byte < width; byte++) if (view.getUint8(at + byte) !== 0) return false;
  return true;
}

function countPacked(bytes: Uint8Array, start: number, bitWidth: number, count: number, wanted: number): number {
  const mask = 2 ** bitWidth - 1;
  let found = 0;
  for (let item = 0; item < count; item++) {
    const bit = item * bitWidth;
    const at = start + (bit >> 3);
    const pair = bytes[at] | ((bytes[at + 1] ?? 0) << 8);
    if (((pair >> (bit & 7)) & mask) === wanted) found++;
  }
  return found;
}
