import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { removeAbandonedIn } from '@selvedge/files/steps';
import { machineTag } from '../lease/holder.js';
import { readLease } from '../lease/lease.js';
import type { Cache } from './cache.js';
import type { CacheEntry } from './entry.js';
import { isAlive } from './is-alive.js';

/** An entry as `selvedge cache ls` shows it. */
export interface ListedEntry extends CacheEntry {
  readonly bytes: number;
  /** When it was last written or read. */
  readonly used: Date;
}

/** Every readable entry, the one used last first. */
export async function listEntries(cache: Cache): Promise<readonly ListedEntry[]> {
  const root = join(cache.directory, 'v1');
  const listed: ListedEntry[] = [];
  for (const prefix of await namesIn(root)) {
    for (const key of await namesIn(join(root, prefix))) {
      const entry = await cache.peek(key, 'here');
      const info = await stat(join(root, prefix, key)).catch(() => undefined);
      if (!entry || !info) continue;
      const bytes = entry.files.reduce((sum, file) => sum + file.bytes, 0);
      // The time of a clock that was set back since would keep an entry for ever.
      const isFuture = info.mtimeMs > Date.now() + DAY_MS;
      if (isFuture) await cache.touch(key);
      listed.push({ ...entry, bytes, used: isFuture ? new Date() : info.mtime });
    }
  }
  return listed.sort((a, b) => b.used.getTime() - a.used.getTime());
}

/** What `gc` or `clear` did. */
export interface Freed {
  readonly entries: number;
  readonly bytes: number;
  /** Entries that were kept because a process at work will still read them. */
  readonly held: number;
  /** Entries that the system did not let go, for instance of a read-only cache. */
  readonly refused: number;
}

/**
 * Removes the entries not used for longest until the cache holds at most `maxBytes`, what killed processes left, and
 * checkpoints of trainings that nobody has gone on with for two weeks. What a process at work holds stays.
 */
export async function collectGarbage(cache: Cache, maxBytes: number): Promise<Freed> {
  await sweepTemporary(cache);
  await sweepCheckpoints(cache);
  let kept = 0;
  const freed = { entries: 0, bytes: 0, held: 0, refused: 0 };
  const listed = await listEntries(cache);
  const held = await heldKeys(cache);
  for (const entry of listed) {
    kept += entry.bytes;
    if (kept <= maxBytes) continue;
    if (held.has(entry.key)) freed.held++;
    else if (await cache.remove(entry.key)) {
      freed.entries++;
      freed.bytes += entry.bytes;
    } else freed.refused++;
  }
  return freed;
}

/** Keys that processes at work hold. Leases of dead ones are removed. */
async function heldKeys(cache: Cache): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  await removeAbandonedIn(cache.leases);
  for (const name of await namesIn(cache.leases)) {
    if (name.endsWith('.part')) continue; // about to be one
    const path = join(cache.leases, name);
    const keys = await readLease(path);
    if (keys === undefined) await rm(path, { force: true }).catch(() => undefined);
    for (const key of keys ?? []) held.add(key);
  }
  return held;
}

/** What `cache verify` found. Plain JSON. */
export interface Verified {
  readonly checked: number;
  /** Entries that were not as they were written; they have been removed, where the system let them go. */
  readonly damaged: readonly { readonly key: string; readonly reason: string; readonly removed: boolean }[];
}

/** Reads every entry and removes those that are not as they were written. */
export async function verifyEntries(cache: Cache): Promise<Verified> {
  const damaged: { key: string; reason: string; removed: boolean }[] = [];
  let checked = 0;
  const root = join(cache.directory, 'v1');
  for (const prefix of await namesIn(root)) {
    for (const key of await namesIn(join(root, prefix))) {
      const isThere = (await namesIn(join(root, prefix, key))).length > 0;
      const found = await cache.get(key, 'inspect');
      if (found.outcome === 'miss' && !isThere) continue; // removed by another process since it was listed
      checked++;
      if (found.outcome === 'hit') continue;
      const removed = (await namesIn(join(root, prefix, key))).length === 0;
      damaged.push({ key, reason: found.outcome === 'damaged' ? found.reason : 'it had no record', removed });
    }
  }
  return { checked, damaged };
}

/** A training that nobody has gone on with for so long is not waited for. */
const CHECKPOINT_DAYS = 14;
const DAY_MS = 24 * 3600 * 1000;

async function sweepCheckpoints(cache: Cache): Promise<void> {
  const folder = join(cache.directory, 'checkpoints');
  for (const name of await namesIn(folder)) {
    const files = await namesIn(join(folder, name));
    const times = await Promise.all(
      [name, ...files.map((file) => join(name, file))].map((path) =>
        stat(join(folder, path)).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
    );
    if (ageOf(Math.max(...times)) > CHECKPOINT_DAYS * DAY_MS) {
      await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined); // a read-only cache
    }
  }
}

/** Temporary folders of processes that no longer live, or that are a day old. */
async function sweepTemporary(cache: Cache): Promise<void> {
  const folder = join(cache.directory, 'tmp');
  for (const name of await namesIn(folder)) {
    const info = await stat(join(folder, name)).catch(() => undefined);
    const old = info && ageOf(info.mtimeMs) > DAY_MS;
    // Another machine's process has a number of that machine: only its age says anything.
    const [, owner, machine] = /^(\d+)-([0-9a-f]+)-/.exec(name) ?? [];
    const isLeft = machine === machineTag() && !isAlive(Number(owner));
    if (old || isLeft || name.startsWith('dead-')) {
      await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined); // a read-only cache
    }
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** A time ahead of the clock by more than a day is one of a clock that was set back: nobody knows its age, so it is old. */
function ageOf(time: number): number {
  const age = Date.now() - time;
  return age < -DAY_MS ? Number.POSITIVE_INFINITY : age;
}
