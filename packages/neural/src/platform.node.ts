import { stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { sha256 } from '@selvedge/files';

export { appendFile as appendText, writeFile as writeText } from 'node:fs/promises';
export { readBytes, writeWhole } from '@selvedge/files';
export { removeAbandoned } from '@selvedge/files/steps';

/** Tells a file from whatever another run puts in its place. */
export type FileIdentity = string;

/** Of the file at a path; undefined where there is none. */
export async function identityOf(path: string): Promise<FileIdentity | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.ino} ${found.mtimeNs}`;
}

/** SHA-256 over arrays and texts, with a zero byte after each, in hexadecimal. */
export const sha256Of = (...parts: readonly (ArrayBufferView | string)[]): string =>
  sha256(...parts.flatMap((part) => [part, '\0']));

/** Bytes of memory that the machine has, or what the process may have of it. */
export function memory(): number {
  const limit = process.constrainedMemory(); // 0 or absurdly large where there is none
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Loads the engine's package, an optional peer that pages do without. */
export const importTfjs = (): Promise<typeof import('@selvedge/engine-tfjs')> => import('@selvedge/engine-tfjs');
