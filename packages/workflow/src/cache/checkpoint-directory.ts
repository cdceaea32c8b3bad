import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cache } from './cache.js';
import { isAlive } from './is-alive.js';

const OWNER = 'owner';

/**
 * The folder in which this process keeps checkpoints of a step. It survives a killed process, whose successor takes it
 * over; while its owner lives, another process that does the same work gets a folder of its own.
 */
export async function claimCheckpointDir(cache: Cache, key: string): Promise<string> {
  const folder = cache.checkpointDirOf(key);
  await mkdir(folder, { recursive: true });
  const file = join(folder, OWNER);
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (owner === process.pid) return folder;
  if (owner > 0 && isAlive(owner)) {
    const own = `${folder}-${process.pid}`;
    await mkdir(own, { recursive: true });
    return own;
  }
  await writeFile(file, String(process.pid));
  return folder;
}

/** Removes what this process, or one that no longer lives, has kept. */
export async function removeCheckpointDir(cache: Cache, key: string): Promise<void> {
  const folder = cache.checkpointDirOf(key);
  await rm(`${folder}-${process.pid}`, { recursive: true, force: true });
  const owner = Number(await readFile(join(folder, OWNER), 'utf8').catch(() => ''));
  if (owner > 0 && owner !== process.pid && isAlive(owner)) return;
  await rm(folder, { recursive: true, force: true });
}
