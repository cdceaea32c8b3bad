const STOP = 0;
const BYTE = 3;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;
/** Of fields without bytes of their own: true and false. */
const FLAGS = [1, 2];
const INTEGERS = [4, 5, 6];
/** The deepest of Parquet's own structures have seven levels. */
const MAX_DEPTH = 24;
const MAX_VARINT_BYTES = 10;

/**
 * Walks a structure of Thrift's compact protocol before the library builds it: what it claims to hold must fit into the
 * bytes, or a list of five bytes makes room for two thousand million items.
 *
 * @returns where the structure ends
 * @throws Error with what is wrong; RangeError beyond the end
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export function checkStruct(view: DataView, start: number, depth = 0): number {
  if (depth > MAX_DEPTH) throw new Error('its metadata are nested too deeply');
  let at = start;
  for (;;) {
    const byte = view.getUint8(at++);
    const type = byte & 0x0f;
    if (type === STOP) return at;
    if (byte >> 4 === 0) at = checkVarint(view, at);
    if (!FLAGS.includes(type)) at = checkValue(view, at, type, depth);
  }
}

function checkValue(view: DataView, at: number, type: number, depth: number): number {
  if (type === BYTE) return at + 1;
  if (INTEGERS.includes(type)) return checkVarint(view, at);
  if (type === DOUBLE) return at + 8;
  if (type === STRUCT) return checkStruct(view, at, depth + 1);
  if (type === LIST) return checkList(view, at, depth);
  if (type !== BINARY) throw new Error(`its metadata hold a value of type ${type}`);
  const end = checkVarint(view, at) + varint(view, at);
  if (end > view.byteLength) throw new RangeError('a text beyond the end');
  return end;
}

function checkList(view: DataView, at: number, depth: number): number {
  const byte = view.getUint8(at);
  const isLong = byte >> 4 === 15;
  let next = isLong ? checkVarint(view, at + 1) : at + 1;
  const size = isLong ? varint(view, at + 1) : byte >> 4;
  if (size > view.byteLength - next) throw new RangeError('a list beyond the end');
  const type = byte & 0x0f;
  for (let item = 0; item < size; item++) next = checkValue(view, next, FLAGS.includes(type) ? BYTE : type, depth + 1);
  return next;
}

/** Returns where a number ends. */
function checkVarint(view: DataView, start: number): number {
  let at = start;
  while (view.getUint8(at++) & 0x80) if (at - start >= MAX_VARINT_BYTES) throw new Error('a number is too long');
  return at;
}

/** The number itself, as far as it fits 53 bits. */
export function varint(view: DataView, start: number): number {
  let value = 0;
  for (let at = start, factor = 1; ; at++, factor *= 128) {
    const byte = view.getUint8(at);
    value += (byte & 0x7f) * factor;
    if (!(byte & 0x80)) return value;
    if (at - start >= MAX_VARINT_BYTES) throw new Error('a number is too long');
  }
}

/** How many bytes a number takes. */
export const varintBytes = (view: DataView, start: number): number => checkVarint(view, start) - start;
