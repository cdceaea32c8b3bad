import { createGzip, type Gzip } from 'node:zlib';
import { WholeFile } from '@selvedge/files';
import { writeError } from '@selvedge/files/steps';

/** Writes a file piece by piece; a reader sees the whole file or none. A name that ends in `.gz` is packed. */
export class FileWriter {
  readonly #file: WholeFile;
  readonly #gzip: Gzip | undefined;
  readonly #packed: Promise<void>;

  private constructor(file: WholeFile) {
    this.#file = file;
    this.#gzip = file.path.endsWith('.gz') ? createGzip({ level: 6, chunkSize: 256 * 1024 }) : undefined;
    this.#packed = this.#gzip ? drain(this.#gzip, file) : Promise.resolve();
    this.#packed.catch(() => undefined); // reported by `close`
  }

  static async create(path: string): Promise<FileWriter> {
    return new FileWriter(await WholeFile.create(path));
  }

  /** The bytes are written, or copied, when the promise resolves. */
  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#gzip) return this.#file.write(bytes);
    try {
      await new Promise<void>((resolve, reject) => this.#gzip?.write(bytes, (e) => (e ? reject(e) : resolve())));
    } catch (cause) {
      throw writeError(this.#file.path, cause);
    }
  }

  async close(): Promise<void> {
    try {
      this.#gzip?.end();
      await this.#packed;
    } catch (cause) {
      await this.abort();
      throw writeError(this.#file.path, cause);
    }
    await this.#file.close();
  }

  async abort(): Promise<void> {
    this.#gzip?.destroy();
    await this.#packed.catch(() => undefined);
    await this.#file.abort();
  }
}

async function drain(gzip: Gzip, file: WholeFile): Promise<void> {
  for await (const piece of gzip) await file.write(piece as Uint8Array);
}
