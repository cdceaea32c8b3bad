import type { NumericArray } from '@selvedge/data';
import { swapBytes } from '#byte-array';
import { LITTLE_ENDIAN } from '../bytes/byte-order.js';
import type { NpyHeader } from './npy-header.js';

const ARRAYS = {
  u: { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array },
  i: { 1: Int8Array, 2: Int16Array, 4: Int32Array, 8: BigInt64Array },
  f: { 4: Float32Array, 8: Float64Array },
  b: { 1: Uint8Array },
} as const;

/** The elements of an NPY file in the machine's byte order. @param bytes - an array of its own; it may be reversed in place */
export function npyValues({ kind, width, bigEndian }: NpyHeader, bytes: Uint8Array): NumericArray {
  if (width > 1 && bigEndian === LITTLE_ENDIAN) swapBytes(bytes, width);
  const types: Readonly<Record<number, new (buffer: ArrayBufferLike) => NumericArray>> = ARRAYS[kind];
  return new types[width](bytes.buffer);
}
