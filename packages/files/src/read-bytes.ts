import { type FileHandle, open } from 'node:fs/promises';
import { throwIfAborted } from '@selvedge/data/checks';
import { fileError } from './file-error.js';

/** Node reads half a megabyte a call: for each, a thread is asked and the program waits. */
const LARGE = 1 << 20;
const PIECE = 64 << 20;

/**
 * A whole file.
 *
 * @throws SelvedgeError `not-found` when there is none, `invalid-argument` for a folder, `io` when it cannot be read, `aborted`
 */
export async function readBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  throwIfAborted(signal, path);
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const large = size >= LARGE && size < 2 ** 31 ? await largeFile(file, size, signal) : undefined;
      return large ?? (await file.readFile({ signal }));
    } finally {
      await file.close();
    }
  } catch (cause) {
    throwIfAborted(signal, path);
    throw fileError(path, cause);
  }
}

/** Undefined for a file that becomes shorter or longer meanwhile, as one that is being written: nothing is read then. */
async function largeFile(file: FileHandle, size: number, signal?: AbortSignal): Promise<Uint8Array | undefined> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let at = 0;
  while (at < size) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(bytes, at, Math.min(PIECE, size - at), at);
    if (bytesRead === 0) return undefined;
    at += bytesRead;
  }
  return (await file.stat()).size === size ? bytes : undefined;
}
