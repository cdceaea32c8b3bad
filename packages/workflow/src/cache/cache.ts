import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { readBytes, sha256 } from '@selvedge/files';
import { flushFolder, isSystemError, makeFolder, writeError, writeFlushed } from '@selvedge/files/steps';
import { machineTag } from '../lease/holder.js';
import { Lease } from '../lease/lease.js';
import type { SharedResults } from '../store/shared-results.js';
import { type CacheEntry, parseEntry, textOfEntry } from './entry.js';

/** A step's result as files: what the cache stores. Names are plain. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** A file of a result and its SHA-256, which was checked or computed from these bytes. */
export interface CheckedFile {
  readonly content: Uint8Array;
  readonly digest: string;
}

/** What a look into the cache found. */
export type Lookup =
  | { readonly outcome: 'hit'; readonly entry: CacheEntry; readonly files: Files }
  | { readonly outcome: 'miss' }
  /** The entry was there but not as it was written; it has been removed. */
  | { readonly outcome: 'damaged'; readonly reason: string };

/**
 * Results under the hash of everything they depend on. A folder per entry, which appears whole by one rename, so any
 * number of processes may share a cache without locks: at worst two compute the same thing, and one result stays.
 */
export class Cache {
  readonly directory: string;
  /** A store behind this cache: asked for what is not here, and given what is computed here. */
  readonly shared: SharedResults | undefined;
  #lease: Lease | undefined;
  readonly #held = new Set<string>();

  constructor(directory: string, { shared }: { readonly shared?: SharedResults } = {}) {
    this.directory = directory;
    this.shared = shared;
  }

  folderOf(key: string): string {
    return join(this.directory, 'v1', key.slice(0, 2), key);
  }

  /**
   * Keeps `gc` and `clear` from removing an entry that this process will still read, until `release` or its end. Where the
   * cache cannot be written nothing is held; whoever reads makes a missing entry again.
   */
  hold(key: string): void {
    if (this.#held.has(key)) return;
    this.#held.add(key);
    this.#lease ??= Lease.take(join(this.leases, `${process.pid}-${randomBytes(6).toString('hex')}`));
    this.#lease?.note(key);
  }

  /** Gives back all that was held. */
  release(): void {
    this.#lease?.release();
    this.#lease = undefined;
    this.#held.clear();
  }

  /** Folder of what running processes hold. */
  get leases(): string {
    return join(this.directory, 'leases');
  }

  /** Where a step keeps checkpoints while it runs. */
  checkpointDirOf(key: string): string {
    return join(this.directory, 'checkpoints', key);
  }

  /**
   * The entry without its files' contents, which are not checked; undefined when there is none that can be read, here or in the
   * store.
   *
   * @param where - `here`: the store is not asked
   */
  async peek(key: string, where: 'here' | 'anywhere' = 'anywhere'): Promise<CacheEntry | undefined> {
    try {
      return parseEntry(await readFile(join(this.folderOf(key), 'entry.json'), 'utf8'), key);
    } catch {
      return where === 'here' ? undefined : this.shared?.peek(key);
    }
  }

  /**
   * Reads an entry and checks every byte of it against the digests that were written with it. What is not here is fetched from
   * the store.
   *
   * @param use - `inspect`: the entry keeps the age that `gc` goes by, and the store is not asked. Default `read`.
   */
  async get(key: string, use: 'read' | 'inspect' = 'read'): Promise<Lookup> {
    const found = await this.#read(key, use);
    if (found.outcome !== 'miss' || use === 'inspect' || !(await this.pull(key))) return found;
    return this.#read(key, use);
  }

  /**
   * Fetches an entry from the store into this cache.
   *
   * @returns its record; undefined where the store does not have it, or has something else under its name
   * @throws SelvedgeError `io` when the cache cannot be written
   */
  async pull(key: string): Promise<CacheEntry | undefined> {
    const { shared } = this;
    const entry = await shared?.peek(key);
    if (!shared || !entry) return undefined;
    const appeared = await this.#appear(key, async (temporary) => {
      if (!(await shared.fetch(entry, temporary))) return false;
      await this.#writeFile(key, temporary, 'entry.json', textOfEntry(entry));
      return true;
    });
    return appeared ? entry : undefined;
  }

  /** Sends an entry of this cache to the store. @returns whether the store has it now */
  async push(key: string): Promise<boolean> {
    const entry = await this.peek(key, 'here');
    return entry !== undefined && (await this.shared?.publish(entry, this.#pathIn(key))) === true;
  }

  async #read(key: string, use: 'read' | 'inspect'): Promise<Lookup> {
    const folder = this.folderOf(key);
    let entry: CacheEntry;
    try {
      entry = parseEntry(await readFile(join(folder, 'entry.json'), 'utf8'), key);
    } catch (error) {
      if (isSystemError(error) && error.code === 'ENOENT') return this.#withoutRecord(folder);
      return this.#discard(folder, `its record cannot be read (${(error as Error).message})`);
    }
    const files: Record<string, Uint8Array> = {};
    for (const { name, bytes, digest } of entry.files) {
      let content: Uint8Array;
      try {
        content = await readBytes(join(folder, name));
      } catch {
        return this.#discard(folder, `${name} is missing`);
      }
      if (content.length !== bytes)
        return this.#discard(folder, `${name} has ${content.length} bytes instead of ${bytes}`);
      if (sha256(content) !== digest) return this.#discard(folder, `${name} is not what was written (SHA-256 differs)`);
      files[name] = content;
    }
    if (use === 'read') await this.touch(key);
    return { outcome: 'hit', entry, files };
  }

  /**
   * Stores a result, and sends it to the store while the run goes on. When another process was faster, its entry stays.
   *
   * @throws SelvedgeError `io` when the system refuses; the cache is as before then
   */
  async put(
    key: string,
    step: string,
    files: Files,
    details: Pick<CacheEntry, 'label' | 'seconds' | 'code' | 'environment'>,
  ): Promise<CacheEntry> {
    const entry: CacheEntry = {
      key,
      step,
      ...details,
      created: new Date().toISOString(),
      files: Object.entries(files).map(([name, content]) => ({ name, bytes: content.length, digest: sha256(content) })),
    };
    await this.#appear(key, async (temporary) => {
      for (const [name, content] of Object.entries(files)) await this.#writeFile(key, temporary, name, content);
      await this.#writeFile(key, temporary, 'entry.json', textOfEntry(entry));
      return true;
    });
    this.shared?.publishLater(entry, this.#pathIn(key));
    return entry;
  }

  #pathIn(key: string): (name: string) => string {
    return (name) => join(this.folderOf(key), name);
  }

  /** Errors name the file as it will be, not its passing place. */
  async #writeFile(key: string, temporary: string, name: string, content: Uint8Array | string): Promise<void> {
    await writeFlushed(join(temporary, name), content).catch((error: unknown) => {
      throw writeError(join(this.folderOf(key), name), error);
    });
  }

  /** Lets an entry appear by one rename, if its writer says that it is whole. */
  async #appear(key: string, write: (temporary: string) => Promise<boolean>): Promise<boolean> {
    const folder = this.folderOf(key);
    const temporary = join(this.directory, 'tmp', `${process.pid}-${machineTag()}-${randomBytes(8).toString('hex')}`);
    try {
      await makeFolder(temporary, folder);
      if (!(await write(temporary))) return false;
      await makeFolder(join(folder, '..'));
      await flushFolder(temporary);
      await rename(temporary, folder).catch((error: unknown) => {
        const taken = isSystemError(error) && ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code);
        if (!taken) throw error;
      });
      await flushFolder(join(folder, '..'));
      return true;
    } catch (error) {
      throw writeError(folder, error);
    } finally {
      await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  /** Makes an entry as young as one that was read now: the age that `gc` goes by. A read-only cache has none. */
  async touch(key: string): Promise<void> {
    const now = new Date();
    await utimes(this.folderOf(key), now, now).catch(() => undefined);
  }

  /** @returns whether the entry is gone; a read-only cache keeps it */
  async remove(key: string): Promise<boolean> {
    const folder = this.folderOf(key);
    await this.#discard(folder, 'removed');
    return !(await exists(folder));
  }

  async #withoutRecord(folder: string): Promise<Lookup> {
    // Files without a record: an entry that something else has torn apart. A miss, and the way is made free.
    if ((await exists(folder)) && !(await exists(join(folder, 'entry.json')))) await this.#discard(folder, 'no record');
    return { outcome: 'miss' };
  }

  /** Moves the entry away in one step before deleting it, so that no other process sees half of it. */
  async #discard(folder: string, reason: string): Promise<Lookup> {
    const grave = join(this.directory, 'tmp', `dead-${randomBytes(8).toString('hex')}`);
    try {
      await makeFolder(join(this.directory, 'tmp'));
      await rename(folder, grave);
      await rm(grave, { recursive: true, force: true });
    } catch {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
    return { outcome: 'damaged', reason };
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
