import type { ByteSource } from './byte-source.js';

/** A `Blob` or `File`, as far as it is read. */
export interface BlobBytes {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/**
 * Bytes that a page or a program has already.
 *
 * @param path - names them in errors
 */
export function memorySource(path: string, bytes: Uint8Array | ArrayBuffer | BlobBytes): ByteSource {
  const whole = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  const size = whole instanceof Uint8Array ? whole.length : whole.size;
  const part = async (start: number, end: number): Promise<Uint8Array> =>
    whole instanceof Uint8Array
      ? whole.subarray(start, end)
      : new Uint8Array(await whole.slice(start, end).arrayBuffer());
  return {
    path,
    async open() {
      let next = 0;
      return {
        size,
        async read(target, position) {
          const start = position ?? next;
          const found = await part(start, Math.min(start + target.length, size));
          target.set(found);
          if (position === undefined) next += found.length;
          return found.length;
        },
        async close() {},
      };
    },
  };
}
