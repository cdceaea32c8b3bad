import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';

/**
 * Writes a file so that a reader sees the old one or the new one, whole: a temporary file beside it, flushed to the
 * disk, is renamed, and the rename is flushed too.
 *
 * @throws SelvedgeError `io` when the disk is full, read-only, ...; nothing is left behind then
 */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFlushed(temporary, content);
    await rename(temporary, path);
    await flushFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw ioError('write', path, error);
  }
}

/** Writes a new file and flushes it to the disk. */
export async function writeFlushed(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename or a new file in this folder durable. Not every system can; then it is left to the system. */
export async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows refuses to open folders.
  }
}

/** The operating system's refusal in words; errors of ours pass through. */
export function ioError(doing: string, path: string, error: unknown): unknown {
  if (error instanceof SelvedgeError || !isSystemError(error)) return error;
  const advice: Record<string, string> = {
    ENOSPC: 'the disk is full. Free some space (`selvedge cache gc`) and run again with --resume',
    EDQUOT: 'your disk quota is used up. Free some space (`selvedge cache gc`) and run again with --resume',
    EACCES: 'permission denied. Choose a folder that you may write to',
    EPERM: 'permission denied. Choose a folder that you may write to',
    EROFS: 'the file system is read-only. Choose another folder',
    ENAMETOOLONG: 'the path is too long for this file system. Choose a shorter name',
    EMFILE: 'too many open files. Raise the limit (`ulimit -n`)',
  };
  const said = advice[error.code] ?? error.message;
  return new SelvedgeError('io', `could not ${doing} ${path}: ${said}.`, { cause: error });
}

export const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string' && 'syscall' in error;
