import type { Matrix, Numbers } from '@selvedge/data';

/** The same numbers in memory that worker threads can share; the matrix itself when it lies there already. */
export function shareMatrix<T extends Numbers>(source: Matrix<T>): Matrix<T> {
  return { ...source, values: shareArray(source.values) };
}

/** The same elements in memory that worker threads can share; the array itself when it lies there already. */
export function shareArray<T extends SharableArray>(source: T): T {
  if (source.buffer instanceof SharedArrayBuffer) return source;
  const shared = new (source.constructor as new (buffer: SharedArrayBuffer) => T)(
    new SharedArrayBuffer(source.byteLength),
  );
  shared.set(source as never);
  return shared;
}

/** Typed arrays whose elements are numbers. */
export type SharableArray = Numbers | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;
