import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createRng, type Rng } from '@selvedge/data';
import type { State } from '../states/json-states.js';
import { Printed } from './command-in-process.js';
import type { Format } from './format.js';
import { judgeError, judgePrinted, type Outcome } from './judge.js';
import { allowedBytes, peakBytes, resetPeak } from './memory.js';
import { mutateBytes } from './mutate-bytes.js';

/** Whole files of a format in a folder of their own, damaged and mended again and again. */
export class Sample {
  readonly format: Format;
  readonly folder: string;
  readonly #files: readonly string[];
  readonly #whole: ReadonlyMap<string, Uint8Array>;
  #states: readonly (State & { readonly file: string })[] | undefined;

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
    const { format } = this;
    const rng = createRng(`${format.name} ${seed}`);
    const file = this.#files[rng.int(this.#files.length)];
    const damaged = (format.mutate ?? mutateBytes)(this.#bytesOf(file), rng, file);
    return this.#tryWith(file, damaged, rng);
  }

  /** How many states the part of that name tries. */
  get states(): number {
    return this.#everyState().length;
  }

  /** Reads one of the states, and mends: seeds from 1 to their number meet each once, neighbours far from each other. */
  async tryState(seed: number): Promise<Outcome> {
    const { file, name, make } = this.#state(seed);
    const outcome = await this.#tryWith(file, make(), createRng(`${this.format.name} state ${seed}`));
    return 'message' in outcome ? { ...outcome, message: `${outcome.message} (${file}, ${name})` } : outcome;
  }

  nameOfState(seed: number): string {
    const { file, name } = this.#state(seed);
    return `${file}, ${name}`;
  }

  #state(seed: number): State & { readonly file: string } {
    const states = this.#everyState();
    return states[((seed - 1) * coprime(states.length)) % states.length];
  }

  #everyState(): readonly (State & { readonly file: string })[] {
    this.#states ??= [...new Set(this.#files)].flatMap((file) =>
      [...(this.format.states?.(this.#bytesOf(file), file) ?? [])].map((state) => ({ ...state, file })),
    );
    return this.#states;
  }

  #bytesOf(file: string): Uint8Array {
    return this.#whole.get(join(this.folder, file)) as Uint8Array;
  }

  async #tryWith(file: string, damaged: Uint8Array, rng: Rng): Promise<Outcome> {
    await writeFile(join(this.folder, file), damaged);
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
      return result instanceof Printed ? judgePrinted(result) : { kind: 'accepted' };
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

/** A step near the golden section of a number that meets each of its places once. */
function coprime(count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = Math.max(1, Math.round(count * 0.618));
  while (divisor(step, count) !== 1) step++;
  return step;
}
