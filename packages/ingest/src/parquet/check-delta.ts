import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { varint, varintBytes } from './check-thrift.js';

/** Writers use blocks of 128 to 1024 values, in four parts. */
const MAX_BLOCK = 65_536;

/**
 * Walks differences packed in blocks (DELTA_BINARY_PACKED) before the library unpacks them, since it believes the sizes
 * of blocks and goes back where they are negative.
 *
 * @returns where they end
 * @throws Error with what is wrong; RangeError beyond the end
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export function checkDelta(bytes: Uint8Array, values: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const next = (): number => {
    const value = varint(view, at);
    at += varintBytes(view, at);
    return value;
  };
  const [block, parts] = [next(), next()];
  next();
  next();
  const size = block / parts;
  if (!(block > 0 && block <= MAX_BLOCK && Number.isInteger(size) && size % 8 === 0))
    throw new Error(`a block claims ${block} values in ${parts} parts`);
  for (let seen = 1; seen < values; ) {
    next();
    const widths = at;
    at += parts;
    for (let part = 0; part < parts && seen < values; part++, seen += size) {
      const bits = view.getUint8(widths + part);
      if (bits > 64) throw new Error(`differences of ${bits} bits`);
      at += (size * bits) / 8;
    }
  }
  if (at > bytes.length + MAX_BLOCK) throw new RangeError('differences beyond the end');
  return at;
}

/**
 * Walks texts that begin as the one before (DELTA_BYTE_ARRAY): together they may be far longer than the page.
 *
 * @param limit - the most bytes that they may have
 */
export function checkDeltaTexts(bytes: Uint8Array, values: number, limit: number): void {
  const prefixes = unpacked(bytes, values);
  const suffixes = unpacked(bytes.subarray(prefixes.end), values);
  let total = 0;
  let before = 0;
  for (let item = 0; item < values; item++) {
    const [prefix, suffix] = [prefixes.lengths[item], suffixes.lengths[item]];
    if (prefix < 0 || suffix < 0 || prefix > before) throw new Error('a text begins with more than the one before has');
    before = prefix + suffix;
    total += before;
    if (total > limit) throw new Error(`its texts take more than ${limit} bytes`);
  }
}

function unpacked(bytes: Uint8Array, values: number): { readonly lengths: Int32Array; readonly end: number } {
  checkDelta(bytes, values);
  const lengths = new Int32Array(values);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  deltaBinaryUnpack(reader, values, lengths);
  return { lengths, end: reader.offset };
}
