import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readLease } from '@selvedge/workflow';
import { LOCK_FILE } from './run-folder.js';

/**
 * Removes folders of runs whose process was killed before it had written what the run is: nothing but its lock, and parts of
 * files, are in them, and nothing can go on with them.
 */
export async function removeUnbegun(runsDirectory: string): Promise<void> {
  for (const name of await readdir(runsDirectory).catch(() => [])) {
    const folder = join(runsDirectory, name);
    const files: readonly string[] = await readdir(folder).catch(() => []);
    const isUnbegun = files.includes(LOCK_FILE) && files.every((file) => file === LOCK_FILE || file.endsWith('.part'));
    if (!isUnbegun || !(await isDead(join(folder, LOCK_FILE)))) continue;
    // Whatever somebody else puts there meanwhile keeps the folder.
    for (const file of files) await rm(join(folder, file), { force: true }).catch(() => undefined);
    await rmdir(folder).catch(() => undefined);
  }
}

/** A lock that is being written is empty for a moment. */
async function isDead(lock: string): Promise<boolean> {
  const text = await readFile(lock, 'utf8').catch(() => '');
  return text.endsWith('\n') && (await readLease(lock)) === undefined;
}
