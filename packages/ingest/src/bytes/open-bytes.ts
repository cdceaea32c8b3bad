import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SelvedgeError } from '@selvedge/data';
import { fileError } from '@selvedge/files';
import { corruptGzip, isGzip } from './gunzip.js';

const CHUNK_BYTES = 1024 * 1024;

/** Data do not shrink like this (Fashion-MNIST as CSV: 6 times), unless they are small or say next to nothing. */
const BOMB_BYTES = 256 * 1024 * 1024;
const BOMB_RATIO = 400;

/**
 * The content of a file from its beginning, unpacked if it is gzip (told by its first bytes). The next piece is read
 * while one is worked on.
 *
 * @param reused - so many buffers take turns, so that a piece of a plain file is overwritten after `reused - 1` more;
 * by default each piece has a buffer of its own
 * @throws SelvedgeError `not-found`, `io`; `corrupt-file` for damaged gzip, and for gzip bombs
 */
export async function* openBytes(path: string, reused?: number): AsyncGenerator<Uint8Array, void> {
  const chunks = fileChunks(path, reused);
  try {
    const first = await chunks.next();
    if (first.done) return;
    if (isGzip(first.value)) yield* unpacked(path, first.value, chunks);
    else {
      yield first.value;
      yield* chunks;
    }
  } finally {
    await chunks.return(); // closes the file, also when the reader has left after the first piece
  }
}

async function* unpacked(
  path: string,
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  let packed = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const piece of withFirst(first, rest)) {
      packed += piece.length;
      yield piece;
    }
  };
  const source = Readable.from(counted(), { objectMode: false, highWaterMark: CHUNK_BYTES });
  source.once('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    let done = 0;
    for await (const piece of gunzip as AsyncIterable<Uint8Array>) {
      done += piece.length;
      if (done > BOMB_BYTES && done > packed * BOMB_RATIO) {
        throw corruptGzip(path, `${packed} bytes of it unpack to more than ${done}, as a gzip bomb does`);
      }
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    const zlib = String((cause as { code?: string }).code).startsWith('Z_');
    if (!zlib) throw fileError(path, cause);
    const truncated = (cause as { code?: string }).code === 'Z_BUF_ERROR';
    throw corruptGzip(path, truncated ? 'it ends in the middle (truncated?)' : (cause as Error).message, cause);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function* fileChunks(path: string, reused: number | undefined): AsyncGenerator<Uint8Array, void> {
  const handle = await open(path).catch((cause) => Promise.reject(fileError(path, cause)));
  const buffers: Buffer[] = [];
  let turn = 0;
  const read = (): Promise<{ bytesRead: number; buffer: Buffer }> => {
    const at = reused === undefined ? 0 : turn++ % reused;
    if (reused === undefined || !buffers[at]) buffers[at] = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    const pending = handle.read(buffers[at], 0, CHUNK_BYTES);
    pending.catch(() => undefined); // reported where it is awaited, unless the reader has left by then
    return pending;
  };
  let pending = read();
  try {
    for (;;) {
      const { bytesRead, buffer } = await pending;
      if (bytesRead === 0) return;
      pending = read();
      yield buffer.subarray(0, bytesRead);
    }
  } catch (cause) {
    throw fileError(path, cause);
  } finally {
    await pending.catch(() => undefined); // or the file would be closed under the read
    await handle.close();
  }
}

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield first;
  yield* rest;
}
