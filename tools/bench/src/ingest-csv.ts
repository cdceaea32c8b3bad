// Reads and writes the 60,000-row training CSV beside pandas and numpy, in turns, and prints medians and ratios.
//   SELVEDGE_DATA=<folder> [PYTHON=/usr/bin/python3] node tools/bench/dist/ingest-csv.js [rounds]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDataset, readCsv, writeDataset } from '@selvedge/ingest';
import { median } from './median.js';
import { pythonScript } from './python-script.js';

const rounds = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
const csv = join(folder, 'train.csv');
const script = pythonScript('ingest-csv.py');
const times = new Map<string, number[]>();
const timesOf = (name: string): number[] => times.get(name) ?? [];
const note = (name: string, seconds: number) => times.set(name, [...timesOf(name), seconds]);

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  note(name, (performance.now() - start) / 1000);
  return result;
}

try {
  const { train } = await loadDataset('fashion-mnist');
  await writeDataset(train, csv, { csv: { header: false } });
  for (let round = 0; round < rounds; round++) {
    const read = await timed('selvedge read', () => readCsv(csv, { label: 0 }));
    const isSame = read.features.values.every((value, at) => value === train.features.values[at]);
    if (!isSame) throw new Error('read other values');
    await timed('selvedge write', () => writeDataset(train, join(folder, 'out.csv'), { csv: { header: false } }));
    for (const what of ['pandas', 'pandas-uint8', 'numpy', 'pandas-write']) {
      const { stdout, stderr, status } = spawnSync(process.env['PYTHON'] ?? 'python3', [script, what, csv], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      note(what, Number(stdout));
    }
  }
  const own = { read: median(timesOf('selvedge read')), write: median(timesOf('selvedge write')) };
  for (const [name, list] of times) {
    const base = name.endsWith('write') ? own.write : own.read;
    console.log(`${name.padEnd(16)} ${median(list).toFixed(3)} s   ${(median(list) / base).toFixed(1)} x`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
