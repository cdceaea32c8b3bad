import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
      const entry = await cache.peek(key);
      const info = await stat(join(root, prefix, key)).catch(() => undefined);
      if (!entry || !info) continue;
      const bytes = entry.files.reduce((sum, file) => sum + file.bytes, 0);
      listed.push({ ...entry, bytes, used: info.mtime });
    }
  }
  return listed.sort((a, b) => b.used.getTime() - a.used.getTime());
}

/** What `gc` or `clear` did. */
export interface Freed {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Removes the entries not used for longest until the cache is no larger than `maxBytes`, what killed processes left, and
 * checkpoints of trainings that nobody has gone on with for two weeks.
 */
export async function collectGarbage(cache: Cache, maxBytes: number): Promise<Freed> {
  await sweepTemporary(cache);
  await sweepCheckpoints(cache);
  let kept = 0;
  let entries = 0;
  let bytes = 0;
  for (const entry of await listEntries(cache)) {
    kept += entry.bytes;
    if (kept <= maxBytes) continue;
    await cache.remove(entry.key);
    entries++;
    bytes += entry.bytes;
  }
  return { entries, bytes };
}

/** Reads every entry and removes those that are not as they were written. */
export async function verifyEntries(cache: Cache): Promise<{
  readonly checked: number;
  readonly damaged: readonly { readonly key: string; readonly reason: string }[];
}> {
  const damaged: { key: string; reason: string }[] = [];
  let checked = 0;
  const root = join(cache.directory, 'v1');
  for (const prefix of await namesIn(root)) {
    for (const key of await namesIn(join(root, prefix))) {
      checked++;
      const found = await cache.get(key);
      if (found.outcome === 'damaged') damaged.push({ key, reason: found.reason });
      if (found.outcome === 'miss') damaged.push({ key, reason: 'it had no record' });
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
    if (Date.now() - Math.max(...times) > CHECKPOINT_DAYS * DAY_MS) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Temporary folders of processes that no longer live, or that are a day old. */
async function sweepTemporary(cache: Cache): Promise<void> {
  const folder = join(cache.directory, 'tmp');
  for (const name of await namesIn(folder)) {
    const info = await stat(join(folder, name)).catch(() => undefined);
    const old = info && Date.now() - info.mtimeMs > DAY_MS;
    const owner = Number(/^(\d+)-/.exec(name)?.[1]);
    if (old || name.startsWith('dead-') || (owner && !isAlive(owner))) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
