import type { Matrix, Numbers } from '@selvedge/data';

/**
 * Whether threads can look at the same memory. Browsers allow it on pages that are cross-origin isolated alone; on
 * others every message carries a copy, and results are the same.
 */
export const canShare = (): boolean => typeof SharedArrayBuffer !== 'undefined';

/** Zeros that worker threads share, or where they cannot, zeros of this thread. */
export const sharedBuffer = (bytes: number): ArrayBufferLike =>
  canShare() ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);

/** Whether the elements lie in memory that threads share: neither moved to another thread nor given to ONNX Runtime. */
export const isShared = ({ buffer }: { readonly buffer: ArrayBufferLike }): boolean =>
  canShare() && buffer instanceof SharedArrayBuffer;

/** The same numbers in memory that worker threads can share; the matrix itself when it lies there already. */
export function shareMatrix<T extends Numbers>(source: Matrix<T>): Matrix<T> {
  return { ...source, values: shareArray(source.values) };
}

/**
 * The same elements in memory that worker threads can share; the array itself when it lies there already, or where
 * there is no such memory.
 */
export function shareArray<T extends SharableArray>(source: T): T {
  if (!canShare() || isShared(source)) return source;
  const shared = new (source.constructor as new (buffer: ArrayBufferLike) => T)(sharedBuffer(source.byteLength));
  shared.set(source as never);
  return shared;
}

/** Typed arrays whose elements are numbers. */
export type SharableArray = Numbers | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;
