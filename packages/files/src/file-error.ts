import { SelvedgeError } from '@selvedge/data';

/**
 * An error of the operating system about a path, as one of ours: `not-found` where there is nothing, `invalid-argument`
 * for a folder in place of a file, else `io`. An error of ours and what did not come from the system stay what they are.
 */
export function fileError(path: string, cause: unknown): unknown {
  if (cause instanceof SelvedgeError || codeOf(cause) === undefined) return cause;
  const code = codeOf(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new SelvedgeError('not-found', `${path}: no such file or folder. Check the path.`, { cause });
  }
  if (code === 'EISDIR') {
    return new SelvedgeError('invalid-argument', `${path}: is a folder where a file is needed.`, { cause });
  }
  return new SelvedgeError('io', `${path}: the system refused (${(cause as Error).message}).`, { cause });
}

/**
 * What is read of a path where there is something; undefined where there is nothing. That alone: a file that cannot be read is
 * not taken for one that is not there.
 *
 * @throws SelvedgeError of `fileError`, but for `not-found`
 */
export async function ifThere<T>(path: string, reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (cause) {
    const error = fileError(path, cause);
    if (error instanceof SelvedgeError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** The same while writing: `io` with what to do, wherever the system's reason is one that a person can remove. */
export function writeError(path: string, cause: unknown): unknown {
  const advice = ADVICE[codeOf(cause) ?? ''];
  if (cause instanceof SelvedgeError || advice === undefined) return fileError(path, cause);
  return new SelvedgeError('io', `${path}: could not be written: ${advice}.`, { cause });
}

const ADVICE: Readonly<Record<string, string | undefined>> = {
  ENOSPC: 'the disk is full. Free some space and write again',
  EDQUOT: 'your disk quota is used up. Free some space and write again',
  EACCES: 'permission denied. Choose a folder that you may write to',
  EPERM: 'permission denied. Choose a folder that you may write to',
  EROFS: 'the file system is read-only. Choose another folder',
  ENAMETOOLONG: 'the path is too long for this file system. Choose a shorter name',
  EMFILE: 'too many open files. Raise the limit (`ulimit -n`)',
};

/** What Node throws when a call of the system fails, without the types of Node. */
export interface SystemError extends Error {
  readonly code: string;
  readonly syscall?: string;
}

/** Whether a call of the system failed, as against a mistake in a program. */
export const isSystemError = (error: unknown): error is SystemError =>
  codeOf(error) !== undefined && 'syscall' in (error as object);

const codeOf = (error: unknown): string | undefined => {
  const code: unknown = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
};
