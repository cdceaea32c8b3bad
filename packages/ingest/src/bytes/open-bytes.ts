import { SelvedgeError } from '@selvedge/data';
import { allocate } from '#byte-array';
import { unpackPieces } from '#zlib';
import type { ByteSource, OpenSource } from './byte-source.js';
import { corruptGzip, isGzip } from './gunzip.js';

const CHUNK_BYTES = 1024 * 1024;

/** Data do not shrink like this (Fashion-MNIST as CSV: 6 times), unless they are small or say next to nothing. */
const BOMB_BYTES = 256 * 1024 * 1024;
const BOMB_RATIO = 400;

/**
 * The content of a source from its beginning, unpacked if it is gzip (recognised by its first bytes). The next piece is read
 * while one is worked on.
 *
 * @param reused - so many buffers take turns, so that a piece of a plain file is overwritten after `reused - 1` more;
 * by default each piece has a buffer of its own
 * @throws SelvedgeError `not-found`, `io`; `corrupt-file` for damaged gzip, and for gzip bombs
 */
export async function* openBytes(source: ByteSource, reused?: number): AsyncGenerator<Uint8Array, void> {
  const chunks = chunksOf(source, reused);
  try {
    const first = await chunks.next();
    if (first.done) return;
    if (isGzip(first.value)) yield* unpacked(source.path, first.value, chunks);
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
  let packed = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const piece of withFirst(first, rest)) {
      packed += piece.length;
      yield piece;
    }
  };
  try {
    let done = 0;
    for await (const piece of unpackPieces(counted(), 'gzip', CHUNK_BYTES)) {
      done += piece.length;
      if (done > BOMB_BYTES && done > packed * BOMB_RATIO) {
        throw corruptGzip(path, `${packed} bytes of it unpack to more than ${done}, as a gzip bomb does`);
      }
      yield piece;
    }
  } catch (cause) {
    const code = String((cause as { code?: string }).code);
    if (cause instanceof SelvedgeError || !code.startsWith('Z_')) throw cause;
    const truncated = code === 'Z_BUF_ERROR';
    throw corruptGzip(path, truncated ? 'it ends in the middle (truncated?)' : (cause as Error).message, cause);
  }
}

async function* chunksOf(source: ByteSource, reused: number | undefined): AsyncGenerator<Uint8Array, void> {
  const opened = await source.open();
  const buffers: Uint8Array[] = [];
  let turn = 0;
  const read = (): Promise<Uint8Array> => {
    const at = reused === undefined ? 0 : turn++ % reused;
    if (reused === undefined || !buffers[at]) buffers[at] = allocate(CHUNK_BYTES);
    const pending = filled(opened, buffers[at]);
    pending.catch(() => undefined); // reported where it is awaited, unless the reader has left by then
    return pending;
  };
  let pending = read();
  try {
    for (;;) {
      const chunk = await pending;
      if (chunk.length === 0) return;
      pending = read();
      yield chunk;
    }
  } finally {
    await pending.catch(() => undefined); // or the file would be closed under the read
    await opened.close();
  }
}

const filled = async (opened: OpenSource, buffer: Uint8Array): Promise<Uint8Array> =>
  buffer.subarray(0, await opened.read(buffer));

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield first;
  yield* rest;
}
