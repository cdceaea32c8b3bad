import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';

export { appendFile as appendText, writeFile as writeText } from 'node:fs/promises';

/** Tells a file from whatever another run puts in its place. */
export type FileIdentity = string;

/** What is left of a killed process's writing after this time, in milliseconds, is removed. No writing takes as long. */
const ABANDONED = 3_600_000;

/** @returns undefined where there is no such file */
export async function readBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file beside it, flushed to the disk, then renames that: a reader finds the old file or the new one. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(beside, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Of the file at a path; undefined where there is none. */
export async function identityOf(path: string): Promise<FileIdentity | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.ino} ${found.mtimeNs}`;
}

/** Removes what `writeWhole` of a killed process left beside a file. */
export async function removeAbandoned(path: string): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []); // a folder that is missing is the writing's to complain about
  for (const name of names) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.part')) continue;
    const left = await stat(join(folder, name)).catch(() => undefined);
    if (left && Date.now() - left.mtimeMs > ABANDONED) await rm(join(folder, name), { force: true });
  }
}

/** SHA-256 over arrays and texts one after the other, in hexadecimal. */
export function sha256(...parts: readonly (ArrayBufferView | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(typeof part === 'string' ? part : new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/** Bytes of memory that the machine has, or what the process may have of it. */
export function memory(): number {
  const limit = process.constrainedMemory(); // 0 or absurdly large where there is none
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Loads the engine's package, an optional peer. */
export const importTfjs = (): Promise<typeof import('@selvedge/engine-tfjs')> => import('@selvedge/engine-tfjs');

/** Makes the new name last beyond a loss of power. Windows has no such thing for folders. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
