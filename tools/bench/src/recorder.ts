import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { basename, dirname } from 'node:path';
import { judged, type Side, type SpeedResults, type SpeedRow } from './results.js';

/** Collects the rows of one call, and writes them where `--record FILE` says. */
export class Recorder {
  readonly #rows: SpeedRow[] = [];
  readonly #load = loadavg()[0];
  readonly #title: string;
  readonly #file: string | undefined;

  constructor(title: string, file: string | undefined) {
    this.#title = title;
    this.#file = file;
  }

  add(row: SpeedRow): void {
    this.#rows.push(row);
    const times = ({ name, runs }: Side): string =>
      `${name} ${runs.map((run) => `${run.seconds?.toFixed(2)} s (${run.processorSeconds?.toFixed(2)})`).join(', ')}`;
    console.error(`${row.work}: ${times(row.ours)}; ${times(row.peer)}; ${judged(row)?.toFixed(2)}x`);
    // After each row: a call that is ended early keeps what it has.
    if (this.#file !== undefined) this.#write(this.#file);
  }

  #write(file: string): void {
    const given = process.argv.slice(2).filter((text, at, all) => !isPlace(text) && !isPlace(all[at - 1] ?? ''));
    const results: SpeedResults = {
      title: this.#title,
      command: ['node', `tools/bench/dist/${basename(process.argv[1])}`, ...given].join(' '),
      date: new Date().toISOString().slice(0, 10),
      processor: cpus()[0].model,
      cores: availableParallelism(),
      node: process.version,
      load: [round(this.#load), round(loadavg()[0])],
      rows: this.#rows,
    };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(results, rounded, 2)}\n`);
  }
}

/** Options that name places of one machine. */
const isPlace = (text: string): boolean => text === '--python' || text === '--record';

const round = (value: number): number => Math.round(value * 10) / 10;

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(5)) : value;
