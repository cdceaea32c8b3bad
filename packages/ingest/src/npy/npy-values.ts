import type { NumericArray } from '@selvedge/data/types';
import { swapBytes } from '#byte-array';
import { LITTLE_ENDIAN } from '../bytes/byte-order.js';
import { floatsOfHalves } from '../bytes/floats-of-halves.js';
import type { NpyHeader } from './npy-header.js';

const ARRAYS = {
  u: { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array },
  i: { 1: Int8Array, 2: Int16Array, 4: Int32Array, 8: BigInt64Array },
  f: { 4: Float32Array, 8: Float64Array },
  b: { 1: Uint8Array },
} as const;

/** The elements of an NPY file in the machine's byte order. @param bytes - an array of its own; it may be reversed in place */
export function npyValues({ kind, width, bigEndian }: NpyHeader, bytes: Uint8Array): NumericArray | string[] {
  if (kind === 'S') return texts(bytes, width, (item) => new TextDecoder('utf-8', { fatal: true }).decode(item));
  const itemBytes = kind === 'U' ? 4 : width;
  if (itemBytes > 1 && bigEndian === LITTLE_ENDIAN) swapBytes(bytes, itemBytes);
  if (kind === 'U') return texts(bytes, width, (item) => String.fromCodePoint(...new Uint32Array(item.slice().buffer)));
  if (kind === 'f' && width === 2) return floatsOfHalves(new Uint16Array(bytes.buffer as ArrayBuffer));
  const types: Readonly<Record<number, new (buffer: ArrayBufferLike) => NumericArray>> = ARRAYS[kind];
  return new types[width](bytes.buffer);
}

/** Texts of a fixed length, filled up with zeros. */
function texts(bytes: Uint8Array, width: number, decoded: (item: Uint8Array) => string): string[] {
  return Array.from({ length: bytes.length / width }, (_, at) =>
    decoded(bytes.subarray(at * width, (at + 1) * width)).replace(/\0+$/, ''),
  );
}

/** The same elements with the last size changing fastest, as C and this library have them. */
export function rowsFirst(bytes: Uint8Array, shape: readonly number[], width: number): Uint8Array {
  const result = new Uint8Array(bytes.length);
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, width));
  const place = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to += width) {
    for (let byte = 0; byte < width; byte++) result[to + byte] = bytes[from + byte];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++place[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      place[axis] = 0;
    }
  }
  return result;
}
