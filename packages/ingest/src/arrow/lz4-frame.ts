const MAGIC = 0x184d2204;

/**
 * Unpacks a frame of LZ4, whose blocks may refer to those before them.
 *
 * @param length - what it unpacks to; nothing is written beyond
 * @throws Error where it is damaged or of another length
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function unpackLz4Frame(frame: Uint8Array, length: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new Error('not a frame of LZ4');
  const flags = view.getUint8(4);
  if (flags >> 6 !== 1 || flags & 1) throw new Error('another version, or a dictionary');
  const hasBlockSum = (flags & 0x10) !== 0;
  let at = 6 + (flags & 8 ? 8 : 0) + 1;
  const result = new Uint8Array(length);
  let end = 0;
  for (let word = view.getUint32(at, true); word !== 0; word = view.getUint32(at, true)) {
    const size = word & 0x7fffffff;
    const block = frame.subarray(at + 4, at + 4 + size);
    if (block.length < size) throw new RangeError('a block beyond the end');
    end = word >>> 31 ? copied(block, result, end) : unpackLz4Block(block, result, end);
    at += 4 + size + (hasBlockSum ? 4 : 0);
  }
  if (end !== length) throw new Error(`${end} bytes where ${length} belong`);
  return result;
}

function copied(block: Uint8Array, result: Uint8Array, start: number): number {
  result.set(block, start); // a RangeError beyond the end
  return start + block.length;
}

/**
 * Unpacks a block: literals, then a copy of bytes before, and so on.
 *
 * @param start - where its bytes belong in the result
 * @returns where they end
 * @throws RangeError where it is damaged
 */
export function unpackLz4Block(block: Uint8Array, result: Uint8Array, start: number): number {
  let [from, to] = [0, start];
  const longer = (nibble: number): number => {
    let length = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255; length += byte) byte = block[from++] ?? 0;
    return length;
  };
  while (from < block.length) {
    const token = block[from++];
    const literals = longer(token >> 4);
    if (from + literals > block.length) throw new RangeError('literals beyond the end');
    result.set(block.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from >= block.length) break;
    const offset = block[from] | (block[from + 1] << 8);
    from += 2;
    const length = longer(token & 15) + 4;
    if (!(offset > 0 && offset <= to && to + length <= result.length)) throw new RangeError('a copy beyond the end');
    for (let end = to + length; to < end; to++) result[to] = result[to - offset];
  }
  return to;
}
