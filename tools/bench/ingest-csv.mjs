// Reads and writes the 60,000-row training CSV beside pandas and numpy, in turns, and prints medians and ratios.
//   SELVEDGE_DATA=<folder> [PYTHON=/usr/bin/python3] node tools/bench/ingest-csv.mjs [rounds]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDataset, readCsv, writeDataset } from '../../packages/ingest/dist/index.js';

const rounds = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
const csv = join(folder, 'train.csv');
const script = fileURLToPath(new URL('./ingest-csv.py', import.meta.url));
const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
const times = new Map();
const note = (name, seconds) => times.set(name, [...(times.get(name) ?? []), seconds]);

async function timed(name, work) {
  const start = performance.now();
  const result = await work();
  note(name, (performance.now() - start) / 1000);
  return result;
}

try {
  const { train } = await loadDataset('fashion-mnist');
  await writeDataset(train, csv);
  for (let round = 0; round < rounds; round++) {
    const read = await timed('selvedge read', () => readCsv(csv));
    if (Buffer.compare(read.features.values, train.features.values) !== 0) throw new Error('read other values');
    await timed('selvedge write', () => writeDataset(train, join(folder, 'out.csv')));
    for (const what of ['pandas', 'pandas-uint8', 'numpy', 'pandas-write']) {
      const { stdout, stderr, status } = spawnSync(process.env.PYTHON ?? 'python3', [script, what, csv], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      note(what, Number(stdout));
    }
  }
  const own = { read: median(times.get('selvedge read')), write: median(times.get('selvedge write')) };
  for (const [name, list] of times) {
    const base = name.endsWith('write') ? own.write : own.read;
    console.log(`${name.padEnd(16)} ${median(list).toFixed(3)} s   ${(median(list) / base).toFixed(1)} x`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
