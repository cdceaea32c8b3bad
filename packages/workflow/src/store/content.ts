import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { sha256 } from '@selvedge/files';
import type { ByteStream, Content } from './store.js';
import { asFailure, StoreFailure } from './store-failure.js';

/** Bytes in memory for a store. */
export function contentOf(bytes: Uint8Array): Content {
  return { bytes: bytes.length, digest: sha256(bytes), open: () => Readable.from([bytes], { objectMode: false }) };
}

/** A file for a store. */
export const fileContent = (path: string, bytes: number, digest: string): Content => ({
  bytes,
  digest,
  open: () => createReadStream(path),
});

/**
 * The whole of a stream in memory.
 *
 * @param most - bytes; a stream that brings more is refused
 * @throws StoreFailure
 */
export async function readWhole(stream: ByteStream, most: number, what: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of stream) {
      bytes += part.length;
      if (bytes > most) throw new StoreFailure('damaged', `${what}: more than ${most} bytes came`);
      parts.push(part);
    }
  } catch (error) {
    throw asFailure(error, what);
  }
  return Buffer.concat(parts);
}
