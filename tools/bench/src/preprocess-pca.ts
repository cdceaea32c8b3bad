// Fits PCA to 50 components on 60,000 x 784 bytes and on 10,000 x 2,000 normal float64 beside scikit-learn, in turns, and
// prints medians, processor seconds, and the sine of the largest angle to scikit-learn's directions.
//   SELVEDGE_DATA=<folder> [PYTHON=/usr/bin/python3] node tools/bench/dist/preprocess-pca.js [rounds]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng, type Matrix, matrix, type Numbers } from '@selvedge/data';
import { loadDataset } from '@selvedge/ingest';
import { createTransform } from '@selvedge/preprocess';
import { median } from './median.js';
import { pythonScript } from './python-script.js';

const COMPONENTS = 50;
const rounds = Number(process.argv[2] ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
const script = pythonScript('preprocess-pca.py');

/** Wall and processor seconds. */
type Times = readonly [number, number];

async function own(features: Matrix<Numbers>): Promise<{ times: Times; directions: Float32Array }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const rows = { features, shape: [features.columns] };
  const fitted = await createTransform({ kind: 'pca', components: COMPONENTS }).fit(rows);
  const { user, system } = process.cpuUsage(before);
  const times = [(performance.now() - start) / 1000, (user + system) / 1e6] as const;
  return { times, directions: fitted.save().tensors['directions']?.values as Float32Array };
}

function other(path: string, { values, rows, columns }: Matrix<Numbers>, solver: string): Times {
  const kind = values instanceof Uint8Array ? 'uint8' : 'float64';
  const given = [script, path, kind, rows, columns, COMPONENTS, solver].map(String);
  const { stdout, stderr, status } = spawnSync(process.env['PYTHON'] ?? 'python3', given, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [wall, cpu] = stdout.split(' ').map(Number);
  return [wall, cpu];
}

/** The largest length of one of ours outside the span of theirs: the sine of the largest angle, within a factor of 7. */
function outside(directions: Float32Array, path: string, columns: number): number {
  const theirs = new Float64Array(readFileSync(`${path}.directions`).buffer);
  let longest = 0;
  for (let at = 0; at < COMPONENTS; at++) {
    const rest = Float64Array.from(directions.subarray(at * columns, (at + 1) * columns));
    for (let place = 0; place < theirs.length; place += columns) {
      let share = 0;
      for (let column = 0; column < columns; column++) share += rest[column] * theirs[place + column];
      for (let column = 0; column < columns; column++) rest[column] -= share * theirs[place + column];
    }
    longest = Math.max(longest, Math.hypot(...rest));
  }
  return longest;
}

try {
  const rng = createRng(1);
  const { train } = await loadDataset('fashion-mnist');
  const wide = matrix(
    Float64Array.from({ length: 10_000 * 2000 }, () => rng.normal()),
    10_000,
    2000,
  );
  for (const [name, features] of [['60,000 x 784 bytes', train.features] as const, ['10,000 x 2,000', wide] as const]) {
    const path = join(folder, 'rows');
    const { values } = features;
    writeFileSync(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    const times = new Map<string, Times[]>();
    const angles = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const { times: spent, directions } = await own(features);
      times.set('selvedge', [...(times.get('selvedge') ?? []), spent]);
      for (const solver of ['auto', 'covariance_eigh']) {
        times.set(solver, [...(times.get(solver) ?? []), other(path, features, solver)]);
        angles.set(solver, outside(directions, path, features.columns));
      }
    }
    for (const [solver, list] of times) {
      const [wall, cpu] = [median(list.map(([first]) => first)), median(list.map(([, second]) => second))];
      const angle = angles.get(solver)?.toExponential(1) ?? '';
      console.log(
        `${name.padEnd(20)} ${solver.padEnd(16)} ${wall.toFixed(2)} s, ${cpu.toFixed(2)} processor s   ${angle}`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
