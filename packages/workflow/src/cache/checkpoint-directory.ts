import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, partName, writeError } from '@selvedge/files/steps';
import { type Holder, holderLives, thisHolder } from '../lease/holder.js';
import type { Cache } from './cache.js';
import { isAlive } from './is-alive.js';

const OWNER = 'owner';

/** An owner on another machine lives as long as its folder changed within this time, in milliseconds: the longest epoch. */
const SILENCE_MS = 3_600_000;

/**
 * The folder in which this process keeps checkpoints of a step. It survives a killed process, whose successor takes it
 * over; while its owner lives, another process that does the same work gets a folder of its own.
 */
export async function claimCheckpointDir(cache: Cache, key: string): Promise<string> {
  const folder = cache.checkpointDirOf(key);
  await makeFolder(folder);
  if (await isOwn(folder)) return folder;
  if (await belongsToOther(folder)) {
    const own = `${folder}-${process.pid}`;
    await makeFolder(own);
    return own;
  }
  // Of several successors one can move the dead owner's mark away, and one can write the next.
  const grave = partName(join(folder, OWNER));
  await rename(join(folder, OWNER), grave).catch(() => undefined);
  await rm(grave, { force: true });
  return claimed(folder);
}

async function claimed(folder: string): Promise<string> {
  try {
    await writeFile(join(folder, OWNER), JSON.stringify(thisHolder()), { flag: 'wx' });
    return folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw writeError(join(folder, OWNER), error);
    const own = `${folder}-${process.pid}`;
    await makeFolder(own);
    return own;
  }
}

/** Removes what this process, or one that no longer lives, has kept. */
export async function removeCheckpointDir(cache: Cache, key: string): Promise<void> {
  const folder = cache.checkpointDirOf(key);
  await rm(`${folder}-${process.pid}`, { recursive: true, force: true });
  if (!(await isOwn(folder)) && (await belongsToOther(folder))) return;
  await rm(folder, { recursive: true, force: true });
}

async function isOwn(folder: string): Promise<boolean> {
  const owner = await ownerOf(folder);
  return typeof owner === 'object' && owner.process === process.pid && holderLives(owner) === true;
}

async function belongsToOther(folder: string): Promise<boolean> {
  const owner = await ownerOf(folder);
  if (owner === undefined) return false;
  if (typeof owner === 'number') return owner !== process.pid && isAlive(owner);
  return holderLives(owner) ?? (await changedLately(folder));
}

/** Earlier releases wrote the number of the process alone. */
async function ownerOf(folder: string): Promise<Holder | number | undefined> {
  const text = await readFile(join(folder, OWNER), 'utf8').catch(() => '');
  if (/^\d+$/.test(text)) return Number(text);
  try {
    const { process: pid, machine } = JSON.parse(text) as Holder;
    return Number.isSafeInteger(pid) && typeof machine === 'string' ? (JSON.parse(text) as Holder) : undefined;
  } catch {
    return undefined; // torn, or nobody's
  }
}

async function changedLately(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Date.now() - Math.max(0, ...times) < SILENCE_MS;
}
