import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createGzip, type Gzip } from 'node:zlib';
import { fileError } from './read-bytes.js';

/**
 * Writes a file piece by piece under a temporary name, and gives it its own name when it is complete: a reader sees the
 * whole file or none. A name that ends in `.gz` is packed.
 */
export class FileWriter {
  readonly #path: string;
  readonly #part: string;
  readonly #handle: FileHandle;
  readonly #gzip: Gzip | undefined;
  readonly #packed: Promise<void>;

  private constructor(path: string, part: string, handle: FileHandle) {
    this.#path = path;
    this.#part = part;
    this.#handle = handle;
    this.#gzip = path.endsWith('.gz') ? createGzip({ level: 6, chunkSize: 256 * 1024 }) : undefined;
    this.#packed = this.#gzip ? drain(this.#gzip, handle) : Promise.resolve();
    this.#packed.catch(() => undefined); // reported by `close`
  }

  static async create(path: string): Promise<FileWriter> {
    const part = `${path}.${randomUUID()}.part`;
    try {
      await mkdir(dirname(path), { recursive: true });
      return new FileWriter(path, part, await open(part, 'wx'));
    } catch (cause) {
      throw fileError(path, cause);
    }
  }

  /** The bytes are written, or copied, when the promise resolves. */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      if (!this.#gzip) await this.#handle.writeFile(bytes);
      else await new Promise<void>((resolve, reject) => this.#gzip?.write(bytes, (e) => (e ? reject(e) : resolve())));
    } catch (cause) {
      throw fileError(this.#path, cause);
    }
  }

  async close(): Promise<void> {
    try {
      this.#gzip?.end();
      await this.#packed;
      await this.#handle.sync();
      await this.#handle.close();
      await rename(this.#part, this.#path);
    } catch (cause) {
      await this.abort();
      throw fileError(this.#path, cause);
    }
  }

  async abort(): Promise<void> {
    this.#gzip?.destroy();
    await this.#packed.catch(() => undefined);
    await this.#handle.close().catch(() => undefined); // it may be closed already
    await rm(this.#part, { force: true });
  }
}

async function drain(gzip: Gzip, handle: FileHandle): Promise<void> {
  for await (const piece of gzip) await handle.writeFile(piece as Uint8Array);
}
