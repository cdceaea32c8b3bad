import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const ENDING = '.part';

/** What is left of a killed process's writing after this time, in milliseconds, is removed. No writing takes as long. */
const ABANDONED = 3_600_000;

/** The name beside a file or folder under which it is written until it is whole. Every call gives another. */
export const partName = (path: string): string => `${path}.${randomBytes(6).toString('hex')}${ENDING}`;

/** Whether a name is one under which a file of that name is written. */
export const isPartOf = (name: string, whole: string): boolean => name.startsWith(`${whole}.`) && name.endsWith(ENDING);

/** Removes what killed processes left of a file more than an hour ago. */
export const removeAbandoned = (path: string): Promise<void> =>
  removeParts(dirname(path), (name) => isPartOf(name, basename(path)));

/** The same of all files in a folder, but not of those below it. */
export const removeAbandonedIn = (folder: string): Promise<void> => removeParts(folder, () => true);

async function removeParts(folder: string, isOf: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch(() => []); // without the folder there is nothing to remove
  for (const name of names) {
    if (!name.endsWith(ENDING) || !isOf(name)) continue;
    const left = await stat(join(folder, name)).catch(() => undefined);
    if (left && Date.now() - left.mtimeMs > ABANDONED) await rm(join(folder, name), { force: true });
  }
}
