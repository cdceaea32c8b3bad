import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { writeError } from './file-error.js';
import { renameFlushed, writeAll } from './flush.js';
import { makeFolder } from './make-folder.js';
import { partName } from './part-name.js';

/**
 * A file that is written piece by piece beside its place and appears there when it is closed, whole and flushed to the
 * disk: a reader, and whoever comes after a loss of power, sees the file of before or the new one.
 */
export class WholeFile {
  readonly path: string;
  readonly #part: string;
  readonly #handle: FileHandle;

  private constructor(path: string, part: string, handle: FileHandle) {
    this.path = path;
    this.#part = part;
    this.#handle = handle;
  }

  /**
   * Begins a file, and makes the folder that it lies in.
   *
   * @throws SelvedgeError `io` when the system refuses; `invalid-argument` where a folder, a device, a pipe or a socket has the
   *   name: a file would take its place
   */
  static async create(path: string): Promise<WholeFile> {
    const part = partName(path);
    await refuseOther(path);
    try {
      await makeFolder(dirname(path));
      return new WholeFile(path, part, await open(part, 'wx'));
    } catch (cause) {
      throw writeError(path, cause);
    }
  }

  /** Appends. The bytes are the caller's again when the promise resolves. */
  async write(content: string | Uint8Array): Promise<void> {
    try {
      await writeAll(this.#handle, content);
    } catch (cause) {
      throw writeError(this.path, cause);
    }
  }

  /**
   * Puts the file in its place.
   *
   * @throws SelvedgeError `io`; the file of before is intact then, and nothing is left beside it
   */
  async close(): Promise<void> {
    try {
      await this.#handle.sync();
      await this.#handle.close();
      await renameFlushed(this.#part, this.path);
    } catch (cause) {
      await this.abort();
      throw writeError(this.path, cause);
    }
  }

  /** Removes what was written; the file of before stays. Does nothing after `close`. */
  async abort(): Promise<void> {
    await this.#handle.close().catch(() => undefined); // it may be closed already
    await rm(this.#part, { force: true }).catch(() => undefined);
  }
}

/** A file may stand where this one will: nothing else, which the rename would remove or fail at. */
async function refuseOther(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isFile()) return;
  const what = found.isDirectory() ? 'a folder' : 'a device, a pipe or a socket';
  throw new SelvedgeError(
    'invalid-argument',
    `${path}: is ${what} where a file is to be written. Choose another name.`,
  );
}
