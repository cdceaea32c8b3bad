import { createReadStream, createWriteStream } from 'node:fs';
import { link, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { flushFolder, isSystemError, makeFolder, partName, removeAbandonedIn, writeError } from '@selvedge/files/steps';
import { type Address, type Area, partsOf } from './address.js';
import { checkedStream } from './checked-stream.js';
import type { Content, Store, StoredBytes } from './store.js';
import { asFailure, StoreFailure } from './store-failure.js';

/** A store in a folder: of this machine, or one that several mount. Laid out as Bazel's disk cache: `cas/ab/abcdef...`. */
export class FolderStore implements Store {
  readonly name: string;
  /** Folders in which nothing is left of writers that were killed long ago. */
  readonly #swept = new Set<string>();

  constructor(directory: string) {
    this.name = resolve(directory);
  }

  async get(address: Address): Promise<StoredBytes | undefined> {
    const path = this.pathOf(address);
    const info = await this.#infoOf(path);
    if (!info) return undefined;
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined); // the age that a server's limit goes by
    return { stream: this.#read(address, path, info.size), bytes: info.size };
  }

  async has(address: Address): Promise<boolean> {
    return (await this.#infoOf(this.pathOf(address))) !== undefined;
  }

  /** In bytes; undefined where there is nothing. */
  async sizeOf(address: Address): Promise<number | undefined> {
    return (await this.#infoOf(this.pathOf(address)))?.size;
  }

  /** @throws StoreFailure `damaged` where the content is not of its digest: nothing is stored then */
  async put(address: Address, content: Content): Promise<'written' | 'present'> {
    const path = this.pathOf(address);
    if (await this.has(address)) return 'present';
    const part = partName(path);
    try {
      await makeFolder(dirname(path));
      await this.#sweep(dirname(path));
      const { open: begin, ...expected } = content;
      const checked = checkedStream({ ...expected, what: `${this.name}: ${address}` });
      await pipeline(begin(), checked, createWriteStream(part, { flags: 'wx', flush: true }));
      return await appear(part, path);
    } catch (error) {
      throw this.#failure(error, path);
    } finally {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }

  async *list(area: Area, after = ''): AsyncGenerator<string> {
    for (const prefix of await namesIn(join(this.name, area))) {
      if (prefix < after.slice(0, 2)) continue;
      for (const name of await namesIn(join(this.name, area, prefix)))
        if (name > after && !name.endsWith('.part')) yield name;
    }
  }

  async remove(address: Address): Promise<boolean> {
    const path = this.pathOf(address);
    const was = await this.has(address);
    await rm(path, { force: true }).catch((error: unknown) => {
      throw this.#failure(error, path);
    });
    return was;
  }

  /** Addresses are checked where they are made, so this is always inside the folder. */
  pathOf(address: Address): string {
    const { area, name } = partsOf(address);
    return join(this.name, area, name.slice(0, 2), name);
  }

  async #sweep(folder: string): Promise<void> {
    if (this.#swept.has(folder)) return;
    this.#swept.add(folder);
    await removeAbandonedIn(folder).catch(() => undefined); // somebody else's files: the next writer tries again
  }

  /** Bytes that are not those of the digest are removed, so that they can be stored again. */
  #read(address: Address, path: string, bytes: number): Readable {
    const file = createReadStream(path);
    const { area, name } = partsOf(address);
    const what = `${this.name}: ${address}`;
    const onDamage = (): Promise<void> => rm(path, { force: true }).catch(() => undefined);
    const checked = checkedStream({ ...(area === 'cas' && { digest: name }), bytes, what, onDamage });
    pipeline(file, checked).catch(() => undefined); // whoever reads it sees its error
    return checked;
  }

  async #infoOf(path: string): Promise<{ readonly size: number } | undefined> {
    try {
      const info = await stat(path);
      return info.isFile() ? info : undefined;
    } catch (error) {
      if (isSystemError(error) && ['ENOENT', 'ENOTDIR'].includes(error.code)) return undefined;
      throw this.#failure(error, path);
    }
  }

  #failure(error: unknown, path: string): StoreFailure {
    const isRefusal = isSystemError(error) && ['EACCES', 'EPERM', 'EROFS'].includes(error.code);
    if (isRefusal) return new StoreFailure('refused', (writeError(path, error) as Error).message, { cause: error });
    return asFailure(isSystemError(error) ? writeError(path, error) : error, this.name);
  }
}

/** Gives a written file its name unless another writer was faster. */
async function appear(part: string, path: string): Promise<'written' | 'present'> {
  try {
    await link(part, path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') return 'present';
    await rename(part, path); // a file system without hard links: the last of two writers stays
  }
  await flushFolder(dirname(path));
  return 'written';
}

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [] as string[])).sort();
