import { readFile, stat } from 'node:fs/promises';
import { SelvedgeError, throwIfAborted } from '@selvedge/data';

/**
 * A whole file.
 *
 * @throws SelvedgeError `not-found` when there is none, `io` when it cannot be read, `aborted`
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

/** How many bytes a file has. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw fileError(path, cause);
  }
}

/** What the operating system said about a path, as an error of ours. */
export function fileError(path: string, cause: unknown): SelvedgeError {
  if (cause instanceof SelvedgeError) return cause;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new SelvedgeError('not-found', `${path}: no such file or folder. Check the path.`, { cause });
  }
  if (code === 'EISDIR') {
    return new SelvedgeError('invalid-argument', `${path}: is a folder where a file is needed.`, { cause });
  }
  return new SelvedgeError('io', `${path}: the system refused (${(cause as Error).message}).`, { cause });
}
