import { Readable } from 'node:stream';
import { createGunzip, createInflateRaw, gunzipSync, inflateSync } from 'node:zlib';

export { crc32 } from 'node:zlib';

/** What a gzip file holds. */
export interface Gunzipped {
  readonly bytes: Uint8Array;
  /** Bytes of input that belong to it. */
  readonly used: number;
}

/**
 * Unpacks a gzip file of one or more members.
 *
 * @param chunkSize - bytes of output that are made room for at a time
 * @param maxBytes - the most that it may unpack to
 * @throws Error with zlib's name in `code`: `Z_BUF_ERROR` where it ends in the middle, `Z_DATA_ERROR`, and
 * `ERR_BUFFER_TOO_LARGE`
 */
export function gunzip(bytes: Uint8Array, chunkSize: number, maxBytes: number): Gunzipped {
  const options = { chunkSize, maxOutputLength: maxBytes, info: true };
  const result = gunzipSync(bytes, options) as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
  return { bytes: result.buffer, used: result.engine.bytesWritten };
}

/** Unpacks as far as the bytes go: they may stop in the middle. */
export function gunzipPart(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const Z_SYNC_FLUSH = 2;
  return gunzipSync(bytes, { finishFlush: Z_SYNC_FLUSH, maxOutputLength: maxBytes });
}

/** Unpacks deflated data in the frame of zlib (RFC 1950), as PNG has them. Errors as `gunzip`. */
export const unzlib = (bytes: Uint8Array, maxBytes: number): Uint8Array =>
  inflateSync(bytes, { maxOutputLength: maxBytes });

/** Unpacks gzip, or deflated data without a frame, piece by piece. Errors as `gunzip`, and those of the pieces. */
export async function* unpackPieces(
  pieces: AsyncIterable<Uint8Array>,
  format: 'gzip' | 'raw',
  chunkSize: number,
): AsyncGenerator<Uint8Array, void> {
  const unpack = format === 'gzip' ? createGunzip({ chunkSize }) : createInflateRaw({ chunkSize });
  const source = Readable.from(pieces, { objectMode: false, highWaterMark: chunkSize });
  source.once('error', (error) => unpack.destroy(error));
  source.pipe(unpack);
  try {
    yield* unpack as AsyncIterable<Uint8Array>;
  } finally {
    source.destroy();
    unpack.destroy();
  }
}
