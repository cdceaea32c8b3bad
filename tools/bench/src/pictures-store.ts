// Decodes a folder of class folders to 96 x 96 into a store, beside Pillow in two processes, in turns; prints medians and how far
// the pixels are apart. Processor time is printed too: it holds where other work shares the machine.
//   python3 tools/bench/src/pictures-generate.py FOLDER 20000
//   [PYTHON=python3] node tools/bench/dist/pictures-store.js FOLDER [rounds]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataset } from '@selvedge/ingest';
import { median } from './median.js';
import { pythonScript } from './python-script.js';

const [folder = '', rounds = '3'] = process.argv.slice(2);
const own: number[] = [];
const pillow: number[] = [];
const ownProcessor: number[] = [];
const pillowProcessor: number[] = [];
const scratch = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
try {
  for (let round = 0; round < Number(rounds); round++) {
    const begun = performance.now();
    const before = process.cpuUsage();
    const store = { folder: join(scratch, String(round)), inMemory: Number.POSITIVE_INFINITY };
    const { features } = await readDataset(folder, { image: { size: 96 }, onBadImage: 'skip', store });
    own.push((performance.now() - begun) / 1000);
    const { user, system } = process.cpuUsage(before);
    ownProcessor.push((user + system) / 1e6);

    const out = join(scratch, 'pillow.bin');
    const timed = [
      '-c',
      'times; "$@"; times',
      'sh',
      process.env['PYTHON'] ?? 'python3',
      pythonScript('pictures-store.py'),
    ];
    const { stdout, stderr, status } = spawnSync('bash', [...timed, folder, out], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const lines = stdout.trim().split('\n');
    pillow.push(Number(lines[2]));
    pillowProcessor.push(secondsOf(lines.at(-1) ?? ''));

    const theirs = readFileSync(out);
    let apart = 0;
    const { values } = features;
    for (let at = 0; at < values.length; at++) apart += Math.abs(values[at] - theirs[at]);
    console.log(`${features.rows} pictures, ${(apart / values.length).toFixed(2)} levels apart on average`);
  }
  const line = (name: string, times: readonly number[], base: readonly number[]): string =>
    `${name.padEnd(30)} ${median(times).toFixed(2)} s   ${(median(times) / median(base)).toFixed(2)} x`;
  console.log(line('selvedge', own, own));
  console.log(line('Pillow, two processes', pillow, own));
  console.log(line('selvedge, processor', ownProcessor, ownProcessor));
  console.log(line('Pillow, processor', pillowProcessor, ownProcessor));
} finally {
  rmSync(scratch, { recursive: true });
}

/** `0m1.234s 0m0.100s`, as the shell has it: the children's user and system time. */
function secondsOf(times: string): number {
  const parts = [...times.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}
