import { unpackLz4Block } from '../arrow/lz4-frame.js';

/**
 * Unpacks a page that is one block of LZ4, as the codec LZ4_RAW has it. A page without a byte, as the dictionary of a column of
 * nulls is, is a block of one byte.
 *
 * @throws Error where it is damaged or of another length
 */
export function unpackLz4(packed: Uint8Array, length: number): Uint8Array {
  const page = new Uint8Array(length);
  const end = unpackLz4Block(packed, page, 0);
  if (end !== length) throw new Error(`a page unpacked to ${end} bytes where ${length} belong`);
  return page;
}

/**
 * The same of the older codec LZ4, which Hadoop has in frames and others without.
 *
 * @see https://github.com/apache/parquet-format/blob/master/Compression.md#lz4
 */
export function unpackHadoopLz4(packed: Uint8Array, length: number): Uint8Array {
  return framed(packed, length) ?? unpackLz4(packed, length);
}

/** Blocks, each behind its two lengths; undefined where the bytes are something else. */
function framed(packed: Uint8Array, length: number): Uint8Array | undefined {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const page = new Uint8Array(length);
  let [from, to] = [0, 0];
  try {
    while (from < packed.length) {
      const [unpacked, size] = [view.getUint32(from), view.getUint32(from + 4)];
      from += 8;
      if (from + size > packed.length || unpackLz4Block(packed.subarray(from, from + size), page, to) !== to + unpacked)
        return undefined;
      from += size;
      to += unpacked;
    }
  } catch {
    return undefined; // a RangeError beyond the end
  }
  return to === length ? page : undefined;
}
