import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { copyWhole } from '@selvedge/files/steps';

const FINISHED = /^epochs-(\d+)\.safetensors$/;

/**
 * Checkpoints of one training at several lengths, in a folder of their own: the end of a shorter one is the beginning of
 * a longer one. Files appear whole, so several processes may share the folder.
 */
export class TrainingLengths {
  /** The checkpoint of the training that is under way. */
  readonly path: string;
  readonly #folder: string;
  readonly #epochs: number;

  constructor(folder: string, epochs: number) {
    this.#folder = folder;
    this.#epochs = epochs;
    this.path = join(folder, `epochs-${epochs}.training.safetensors`);
  }

  /** Begins at the end of the longest shorter training, unless this one has begun already. */
  async begin(): Promise<void> {
    if (await stat(this.path).catch(() => undefined)) return;
    const lengths = (await readdir(this.#folder).catch(() => [])).flatMap((name) => {
      const epochs = Number(FINISHED.exec(name)?.[1]);
      return epochs <= this.#epochs ? [epochs] : [];
    });
    if (lengths.length === 0) return;
    // Refused where it was removed meanwhile: the training begins at its beginning.
    await copyWhole(join(this.#folder, `epochs-${Math.max(...lengths)}.safetensors`), this.path).catch(() => undefined);
  }

  /** Keeps the end for longer ones. */
  async end(): Promise<void> {
    await rename(this.path, join(this.#folder, `epochs-${this.#epochs}.safetensors`)).catch(() => undefined);
  }
}
