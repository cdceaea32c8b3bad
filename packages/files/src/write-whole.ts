import { copyFile, rename, rm } from 'node:fs/promises';
import { isSystemError, writeError } from './file-error.js';
import { partName } from './part-name.js';
import { WholeFile } from './whole-file.js';

/**
 * Writes a file so that a reader sees the old one or the new one, whole: what is written beside it and flushed to the disk
 * is renamed, and the rename is flushed too. Makes the folder that the file lies in.
 *
 * @throws SelvedgeError `io` when the disk is full, read-only, ...; nothing is left behind then
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const file = await WholeFile.create(path);
  try {
    await file.write(content);
  } catch (error) {
    await file.abort();
    throw error;
  }
  await file.close();
}

/**
 * Copies a file so that a reader of the copy sees all of it or none. Not flushed: for what can be made again.
 *
 * @throws SelvedgeError `not-found`, `io`
 */
export async function copyWhole(from: string, to: string): Promise<void> {
  const part = partName(to);
  try {
    await copyFile(from, part);
    await rename(part, to);
  } catch (cause) {
    await rm(part, { force: true });
    // What is missing is the source; a full disk or a refusal is about the copy.
    throw writeError(isSystemError(cause) && cause.code === 'ENOENT' ? from : to, cause);
  }
}
