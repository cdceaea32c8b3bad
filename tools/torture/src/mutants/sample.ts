import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createRng } from '@selvedge/data';
import { Printed } from './command-in-process.js';
import type { Format } from './format.js';
import { judgeError, judgeOutput, type Outcome } from './judge.js';
import { allowedBytes, peakBytes, resetPeak } from './memory.js';
import { mutateBytes } from './mutate-bytes.js';

/** Whole files of a format in a folder of their own, damaged and mended again and again. */
export class Sample {
  readonly format: Format;
  readonly folder: string;
  readonly #files: readonly string[];
  readonly #whole: ReadonlyMap<string, Uint8Array>;

  private constructor(
    format: Format,
    folder: string,
    files: readonly string[],
    whole: ReadonlyMap<string, Uint8Array>,
  ) {
    this.format = format;
    this.folder = folder;
    this.#files = files;
    this.#whole = whole;
  }

  static async make(format: Format, folder: string): Promise<Sample> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const files = await format.make(folder);
    const whole = new Map<string, Uint8Array>();
    for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(item.parentPath, item.name);
      if (item.isFile()) whole.set(path, await readFile(path));
    }
    return new Sample(format, folder, files, whole);
  }

  /** Reads undamaged files in one of the ways that there are, which must succeed. */
  async tryWhole(way: number): Promise<Outcome> {
    const outcome = await this.#read(createRng(`${this.format.name} whole ${way}`));
    await this.#mend();
    return outcome;
  }

  /** Damages one file as the seed says, reads, and mends. */
  async try(seed: number): Promise<Outcome> {
    const { format, folder } = this;
    const rng = createRng(`${format.name} ${seed}`);
    const file = this.#files[rng.int(this.#files.length)];
    const path = join(folder, file);
    const damaged = (format.mutate ?? mutateBytes)(this.#whole.get(path) as Uint8Array, rng, file);
    await writeFile(path, damaged);
    const before = resetPeak();
    const outcome = await this.#read(rng.fork('read'));
    const taken = peakBytes() - before;
    await this.#mend();
    if (before > 0 && taken > allowedBytes(damaged.length) && outcome.kind !== 'raw')
      return { kind: 'allocation', message: `${Math.round(taken / 2 ** 20)} MiB for ${damaged.length} bytes` };
    return outcome;
  }

  async #read(rng: Parameters<Format['read']>[1]): Promise<Outcome> {
    try {
      const result = await this.format.read(this.folder, rng);
      return result instanceof Printed ? judgeOutput(result.exitCode, result.stderr) : { kind: 'accepted' };
    } catch (error) {
      return judgeError(error);
    }
  }

  async #mend(): Promise<void> {
    for (const [path, bytes] of this.#whole) {
      const now = await readFile(path).catch(() => undefined);
      if (now && Buffer.compare(now, bytes) === 0) continue;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    }
  }
}
