import { randomBytes } from 'node:crypto';
import { link, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@selvedge/files';
import { copyWhole, makeFolder, partName, writeFlushed } from '@selvedge/files/steps';
import type { Cache } from '../cache/cache.js';
import type { CacheEntry } from '../cache/entry.js';
import type { SharedResults } from './shared-results.js';

/** Of a step's folder: which checkpoint of the store its files come from, or went to. */
const SENT = 'sent.json';
/** Written in turn: one of them is whole at any moment, though a store does not write over what it has. */
const SLOTS = [0, 1] as const;

/** A step at work. */
interface Watched {
  readonly key: string;
  readonly folder: string;
  /** Names, sizes and times of the files that were sent last. */
  sent: string;
}

/**
 * Checkpoints of steps in the store of a run, so that another worker goes on where one has died. Only the latest two of a step are
 * kept, each as a record with the digests of its files; it is signed and checked as the record of a result is.
 */
export class SharedCheckpoints {
  readonly #cache: Cache;
  readonly #shared: SharedResults;
  readonly #watched = new Map<string, Watched>();
  readonly #timer: NodeJS.Timeout;
  #last: Promise<void> = Promise.resolve();

  /** @param everyMs - what is new is sent so often */
  constructor(cache: Cache, shared: SharedResults, everyMs: number) {
    this.#cache = cache;
    this.#shared = shared;
    this.#timer = setInterval(() => void this.send(), everyMs);
    this.#timer.unref();
  }

  /** Brings the newest checkpoint of a step that the store has into the step's folder, and watches the folder from then on. */
  async begin(key: string, folder: string): Promise<void> {
    const watched = { key, folder, sent: '' };
    for (const found of await this.#stored(key)) {
      if (sequenceOf(found) <= (await this.#sentFrom(folder))) break; // what is here is as new
      if (!(await this.#fetch(found, folder))) continue; // the one before it may be whole
      watched.sent = await signatureOf(folder);
      break;
    }
    this.#watched.set(folder, watched);
  }

  /** Sends what is new, once. A store that does not answer costs the checkpoint, not the step. */
  send(): Promise<void> {
    this.#last = this.#last.then(async () => {
      for (const each of this.#watched.values()) await this.#sendOne(each).catch(() => undefined); // its files change meanwhile
    });
    return this.#last;
  }

  /** Nothing is sent from now on. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#last;
  }

  /**
   * Removes those of steps that began here: their results are in the store.
   *
   * @param kept - keys of folders where longer trainings go on, perhaps elsewhere: what is new there is sent, and stays
   */
  async remove(kept: ReadonlySet<string> = new Set()): Promise<void> {
    if (kept.size > 0) await this.send();
    await this.close();
    const begun = new Set([...this.#watched.values()].map((each) => each.key));
    await removeCheckpoints(
      this.#shared,
      [...begun].filter((key) => !kept.has(key)),
    );
    this.#watched.clear();
  }

  /** What the store has of a step, the newest first. */
  async #stored(key: string): Promise<readonly CacheEntry[]> {
    const found: CacheEntry[] = [];
    for (const slot of SLOTS) {
      const entry = await this.#shared.peek(slotKey(key, slot));
      if (entry?.step === STEP && entry.files.every(({ name }) => isOfCheckpoint(name))) found.push(entry);
    }
    return found.sort((a, b) => sequenceOf(b) - sequenceOf(a));
  }

  async #fetch(entry: CacheEntry, folder: string): Promise<boolean> {
    return this.#inTemporary(async (temporary) => {
      if (!(await this.#shared.fetch(entry, temporary))) return false;
      for (const { name } of entry.files) await rename(join(temporary, name), join(folder, name));
      await writeSent(folder, sequenceOf(entry));
      return true;
    });
  }

  async #sendOne(watched: Watched): Promise<void> {
    const { key, folder, sent } = watched;
    const signature = await signatureOf(folder);
    if (signature === sent || signature === '') return;
    await this.#inTemporary(async (temporary) => {
      const files: CacheEntry['files'][number][] = [];
      for (const name of await namesOf(folder)) {
        const path = join(temporary, name);
        await link(join(folder, name), path).catch(() => copyWhole(join(folder, name), path));
        const bytes = await readFile(path);
        files.push({ name, bytes: bytes.length, digest: sha256(bytes) });
      }
      const [newest] = await this.#stored(key);
      const before = Math.max(newest ? sequenceOf(newest) : 0, await this.#sentFrom(folder));
      const slot = SLOTS.find((each) => newest?.key !== slotKey(key, each)) ?? 0;
      const entry: CacheEntry = {
        key: slotKey(key, slot),
        step: STEP,
        label: `checkpoint of ${key}`,
        seconds: 0,
        created: new Date().toISOString(),
        environment: { sequence: before + 1 },
        files,
      };
      const kept = new Set([...files, ...(newest?.files ?? [])].map(({ digest }) => digest));
      await this.#shared.remove(entry.key, kept);
      if (!(await this.#shared.publish(entry, (name) => join(temporary, name)))) return;
      await writeSent(folder, before + 1);
      watched.sent = signature;
    });
  }

  async #sentFrom(folder: string): Promise<number> {
    try {
      return Number((JSON.parse(await readFile(join(folder, SENT), 'utf8')) as { sequence?: unknown }).sequence) || 0;
    } catch {
      return 0;
    }
  }

  async #inTemporary<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const temporary = join(this.#cache.directory, 'tmp', `${process.pid}-${randomBytes(8).toString('hex')}`);
    try {
      await makeFolder(temporary);
      return await work(temporary);
    } finally {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** Removes the checkpoints that a store has under these keys. */
export async function removeCheckpoints(shared: SharedResults, keys: Iterable<string>): Promise<void> {
  for (const key of keys) for (const slot of SLOTS) await shared.remove(slotKey(key, slot));
}

const STEP = 'checkpoint';

const slotKey = (key: string, slot: number): string => sha256(`selvedge checkpoint 1\n${slot}\n`, key);

function sequenceOf({ environment }: CacheEntry): number {
  const { sequence } = (environment ?? {}) as { readonly sequence?: unknown };
  return Number.isSafeInteger(sequence) ? Number(sequence) : 0;
}

/** The folder's own marks are not the step's. */
const isOfCheckpoint = (name: string): boolean =>
  /^\w[\w.-]*$/.test(name) && !name.endsWith('.part') && name !== SENT && name !== 'owner';

const namesOf = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter(isOfCheckpoint).sort();

async function signatureOf(folder: string): Promise<string> {
  const parts: string[] = [];
  for (const name of await namesOf(folder)) {
    const { size, mtimeMs } = await stat(join(folder, name));
    parts.push(`${name} ${size} ${mtimeMs}`);
  }
  return parts.join('\n');
}

async function writeSent(folder: string, sequence: number): Promise<void> {
  const part = partName(join(folder, SENT));
  await writeFlushed(part, JSON.stringify({ sequence }));
  await rename(part, join(folder, SENT));
}
