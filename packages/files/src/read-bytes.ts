import { readFile } from 'node:fs/promises';
import { throwIfAborted } from '@selvedge/data/checks';
import { fileError } from './file-error.js';

/**
 * A whole file.
 *
 * @throws SelvedgeError `not-found` when there is none, `invalid-argument` for a folder, `io` when it cannot be read, `aborted`
 */
export async function readBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  throwIfAborted(signal, path);
  try {
    return await readFile(path, { signal });
  } catch (cause) {
    throwIfAborted(signal, path);
    throw fileError(path, cause);
  }
}
