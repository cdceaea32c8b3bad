import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { totalmem } from 'node:os';

export { appendFile as appendText, writeFile as writeText } from 'node:fs/promises';
export { removeAbandoned, writeWhole } from '@selvedge/files';

/** Tells a file from whatever another run puts in its place. */
export type FileIdentity = string;

/** @returns undefined where there is no such file */
export async function readBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Of the file at a path; undefined where there is none. */
export async function identityOf(path: string): Promise<FileIdentity | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.ino} ${found.mtimeNs}`;
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

/** Loads the engine's package, an optional peer that pages do without. */
export const importTfjs = (): Promise<typeof import('@selvedge/engine-tfjs')> => import('@selvedge/engine-tfjs');
