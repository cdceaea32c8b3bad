// Reads a table of 500,000 x 30 decimals and its labels, as CSV and as Parquet, beside pandas, pyarrow and polars, in turns.
//
//   node tools/bench/dist/ingest-decimals.js [--runs 3] [--python python3] [--record FILE]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFloatTable } from './float-table.js';
import type { Times } from './measured.js';
import { pythonScript } from './python-script.js';
import { Recorder } from './recorder.js';
import type { Side } from './results.js';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    python: { type: 'string', default: 'python3' },
    record: { type: 'string' },
  },
});

interface Measured {
  readonly peer: string;
  readonly threads: number;
  readonly peakMb: number;
  readonly fit: Times;
  /** Of every value. */
  readonly sum: number;
}

const ROWS = 500_000;
const COLUMNS = 30;
const PEERS = [
  ['csv', 'pandas', 1],
  ['csv', 'polars', undefined],
  ['parquet', 'pyarrow', 0.5],
  ['parquet', 'polars', undefined],
] as const;
const recorder = new Recorder('Reading a table of 500,000 x 30 decimals', options.record);
const folder = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
const environment = {
  ...process.env,
  PYTHONPATH: [pythonScript(''), process.env['PYTHONPATH']].filter(Boolean).join(':'),
};
const script = pythonScript('ingest-decimals.py');
const output = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { env: environment, encoding: 'utf8' });

try {
  writeFloatTable(folder, ROWS, COLUMNS);
  output(options.python, [script, 'write', folder]);
  const own = join(import.meta.dirname, 'ingest-decimals-read.js');
  for (const [format, peer, wanted] of PEERS) {
    const file = join(folder, `table.${format}`);
    const runs = { ours: [] as Measured[], peer: [] as Measured[] };
    for (let run = 0; run < Number(options.runs); run++) {
      runs.peer.push(JSON.parse(output(options.python, [script, peer, file])) as Measured);
      runs.ours.push(JSON.parse(output(process.execPath, [own, file])) as Measured);
    }
    const [[first], [other]] = [runs.ours, runs.peer];
    const expected = sumOf(join(folder, 'x.bin'));
    for (const { peer: name, sum } of [first, other])
      if (Math.abs(sum - expected) > 1e-6) throw new Error(`${name} read other values: their sum is ${sum}`);
    const name = format === 'csv' ? 'CSV' : 'Parquet';
    recorder.add({
      work: `${name}, beside ${peer}`,
      ...(wanted !== undefined && { wanted }),
      ours: sideOf(runs.ours),
      peer: sideOf(runs.peer),
    });
  }
} finally {
  rmSync(folder, { recursive: true });
}

function sumOf(file: string): number {
  const bytes = readFileSync(file);
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8).reduce((sum, value) => sum + value, 0);
}

function sideOf(runs: readonly Measured[]): Side {
  const [{ peer, threads }] = runs;
  return { name: peer, threads, runs: runs.map(({ fit }) => fit), peakMb: Math.min(...runs.map((run) => run.peakMb)) };
}
