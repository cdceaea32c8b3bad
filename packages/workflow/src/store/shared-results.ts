import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sha256 } from '@selvedge/files';
import type { CachedFile, CacheEntry } from '../cache/entry.js';
import type { SigningKey } from '../signing/signing-keys.js';
import { actionAddress, contentAddress } from './address.js';
import { checkedStream } from './checked-stream.js';
import { contentOf, fileContent, readWhole } from './content.js';
import { Patience, type PatienceOptions } from './patience.js';
import { MOST_RECORD, readRecord, writeRecord } from './result-record.js';
import type { Store } from './store.js';
import { asFailure, StoreFailure, TooLarge } from './store-failure.js';

export interface SharedOptions {
  /** Public keys, one of which must have signed what is read. Absent: no signature is asked for. */
  readonly trustedKeys?: readonly string[];
  /** Signs what is written. */
  readonly signing?: SigningKey;
  /** `off`: nothing is written. Default `on`. */
  readonly writing?: 'on' | 'off';
  readonly patience?: Omit<PatienceOptions, 'onRest'>;
  /** Receives a warning, once for each thing that is wrong with the store. */
  onWarning?(text: string): void;
}

/** Uploads side by side: more would take the network from the run. */
const UPLOADS = 4;

/**
 * Results of steps in a store that other machines reach. Whatever the store does, slow, gone or lying, a result is either the one
 * that was stored, byte for byte, or none.
 */
export class SharedResults {
  readonly store: Store;
  readonly #options: SharedOptions;
  readonly #patience: Patience;
  /** Keys whose results in the store cannot be used: written again where this process computes them. */
  readonly #bad = new Set<string>();
  readonly #warned = new Set<string>();
  readonly #uploads = new Set<Promise<unknown>>();
  #writes: boolean;

  constructor(store: Store, options: SharedOptions = {}) {
    this.store = store;
    this.#options = options;
    const { patience } = options;
    this.#writes = whyNotWriting(options) === undefined;
    this.#patience = new Patience({
      ...patience,
      onRest: ({ message }) => this.#warn('unreachable', `${message}; the run goes on without the store`),
    });
  }

  /** Whether results are written at all, as far as is known. */
  get writes(): boolean {
    return this.#writes;
  }

  /**
   * Why nothing that is written would stay: found by writing a few bytes and removing them.
   *
   * @returns undefined where they stay, and where the store cannot be reached
   */
  async refusal(): Promise<string | undefined> {
    const why = whyNotWriting(this.#options);
    if (why !== undefined) return why;
    const bytes = randomBytes(32);
    const address = contentAddress(sha256(bytes));
    try {
      await this.store.put(address, contentOf(bytes));
      await this.store.remove(address).catch(() => undefined); // who may write may not be allowed to remove
    } catch (error) {
      if (error instanceof StoreFailure && error.kind === 'refused') return error.message;
      if (!(error instanceof StoreFailure)) throw error;
    }
    return undefined;
  }

  /** The record of a result; undefined where there is none that may be used. */
  async peek(key: string): Promise<CacheEntry | undefined> {
    return this.#without(undefined, () => this.#record(key));
  }

  /**
   * Writes the files of a result into a folder that exists.
   *
   * @param entry - as `peek` gave it
   * @returns false where the store does not have them as they were stored: what was written by then is of no use
   */
  async fetch({ key, files }: CacheEntry, folder: string): Promise<boolean> {
    return this.#without(false, async () => {
      for (const file of files) {
        const isThere = await this.#download(file, join(folder, file.name)).catch((error: unknown) => {
          if ((error as StoreFailure).kind === 'damaged') this.#bad.add(key);
          throw error;
        });
        if (isThere) continue;
        this.#refuse(key, `${file.name} is missing`);
        return false;
      }
      return true;
    });
  }

  /**
   * Writes a result, its files first, so that a record never names what is not there.
   *
   * @param pathOf - where a file of it lies
   * @returns whether the store has it now
   */
  async publish(entry: CacheEntry, pathOf: (name: string) => string): Promise<boolean> {
    if (!this.#writes) return false;
    return this.#without(false, async () => {
      const address = actionAddress(entry.key);
      const contents = entry.files.map(({ digest }) => contentAddress(digest));
      if (this.#bad.delete(entry.key)) {
        for (const each of [address, ...contents]) await this.#patience.attempt(() => this.store.remove(each));
      }
      for (const [at, { name, bytes, digest }] of entry.files.entries()) {
        if (await this.#patience.attempt(() => this.store.has(contents[at]))) continue;
        await this.#patience.attempt(() => this.store.put(contents[at], fileContent(pathOf(name), bytes, digest)));
      }
      const record = contentOf(writeRecord(entry, this.#options.signing));
      await this.#patience.attempt(() => this.store.put(address, record));
      return true;
    });
  }

  /**
   * Removes a record and its files.
   *
   * @param kept - digests of files that stay
   */
  async remove(key: string, kept: ReadonlySet<string> = new Set()): Promise<void> {
    if (!this.#writes) return;
    await this.#without(undefined, async () => {
      const record = await this.#record(key);
      if (!record) return;
      const files = record.files.map(({ digest }) => digest).filter((digest) => !kept.has(digest));
      for (const each of [actionAddress(key), ...files.map(contentAddress)])
        await this.#patience.attempt(() => this.store.remove(each));
    });
  }

  /** `publish` while the run goes on; `settled` waits for it. */
  publishLater(entry: CacheEntry, pathOf: (name: string) => string): void {
    if (!this.#writes) return;
    const before = this.#uploads.size < UPLOADS ? Promise.resolve() : Promise.race(this.#uploads);
    const upload: Promise<unknown> = before
      .then(() => this.publish(entry, pathOf))
      .finally(() => this.#uploads.delete(upload));
    this.#uploads.add(upload);
  }

  /** Waits until everything that was to be written is there, or was given up. */
  async settled(): Promise<void> {
    while (this.#uploads.size > 0) await Promise.all(this.#uploads);
  }

  async #record(key: string): Promise<CacheEntry | undefined> {
    const address = actionAddress(key);
    const bytes = await this.#patience.attempt(async () => {
      const found = await this.store.get(address);
      return found && (await readWhole(found.stream, MOST_RECORD, `${this.store.name}: ${address}`));
    });
    if (!bytes) return undefined;
    try {
      return readRecord(bytes, key, this.#options.trustedKeys);
    } catch (error) {
      this.#refuse(key, (error as Error).message);
      return undefined;
    }
  }

  /** @returns false where the store does not have it */
  async #download({ digest, bytes }: CachedFile, path: string): Promise<boolean> {
    const address = contentAddress(digest);
    return this.#patience.attempt(async () => {
      const found = await this.store.get(address);
      if (!found) return false;
      const what = `${this.store.name}: ${address}`;
      const checked = checkedStream({ digest, bytes, what });
      try {
        await pipeline(found.stream, checked, createWriteStream(path, { flags: 'wx', flush: true }));
      } catch (error) {
        await rm(path, { force: true });
        throw asFailure(error, what);
      }
      return true;
    });
  }

  #refuse(key: string, why: string): void {
    this.#bad.add(key);
    this.#warn(
      'unusable',
      `${this.store.name}: the result ${key.slice(0, 10)} and perhaps others are not used: ${why}`,
    );
  }

  async #without<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      if (error instanceof TooLarge) this.#warn('too large', `${error.message}; this result is not sent`);
      else if (error.kind === 'refused') {
        this.#writes = false;
        this.#warn('refused', `${error.message}; results are not sent`);
      } else if (!this.#patience.rests) this.#warn(error.kind, `${error.message}; the run goes on without it`);
      return otherwise;
    }
  }

  #warn(topic: string, text: string): void {
    if (this.#warned.has(topic)) return;
    this.#warned.add(topic);
    this.#options.onWarning?.(text);
  }
}

/** Why options alone keep results from being written; undefined where they do not. */
function whyNotWriting({ writing, trustedKeys, signing }: SharedOptions): string | undefined {
  if (writing === 'off') return "store.writing of the configuration is 'off'";
  // Nobody who asks for signatures would read what is not signed.
  if (trustedKeys === undefined || signing !== undefined) return undefined;
  return 'store.trustedKeys of the configuration asks for signed results, and SELVEDGE_STORE_KEY names no key to sign with';
}
