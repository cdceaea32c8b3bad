// Time and memory of classical models as tables grow, ours and scikit-learn's in turn; each measurement is a process of its own.
// `write-speed.js` then draws the figure. Build first (npm run build).
//
//   node tools/bench/dist/growth.js [--only knn,tree] [--python /usr/bin/python3] --record tools/bench/growth.json
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFloatTable } from './float-table.js';
import type { Growth, GrowthResults, Point } from './growth/measurements.js';
import { type Measured, measureScript } from './measure-script.js';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'knn,logistic,tree,forest,extra,boosting,pca' },
    python: { type: 'string', default: 'python3' },
    record: { type: 'string' },
  },
});
/** A sixteenth, a quarter, one and four times the rows, and the columns, of 32,000 x 64. */
const SIZES = [
  [2_000, 64],
  [8_000, 64],
  [32_000, 64],
  [128_000, 64],
  [32_000, 4],
  [32_000, 16],
  [32_000, 256],
] as const;
const MODELS: Readonly<Record<string, { readonly name: string; readonly args: readonly (string | number)[] }>> = {
  knn: { name: 'kNN, k 7', args: [] },
  logistic: { name: 'logistic regression', args: [] },
  tree: { name: 'tree, depth 10', args: ['--depth', 10] },
  forest: { name: 'forest, 20 trees', args: ['--trees', 20] },
  extra: { name: 'extra trees, 20', args: ['--trees', 20] },
  boosting: { name: 'boosting, 10 rounds', args: ['--trees', 10] },
  pca: { name: 'PCA to 4', args: ['--components', 4] },
};

const load = loadavg()[0];
const folder = mkdtempSync(join(tmpdir(), 'selvedge-growth-'));
const measured = new Map<string, { readonly ours: Point[]; readonly peer: Point[] }>();
let peer = '';
for (const [rows, columns] of SIZES) {
  writeFloatTable(folder, rows, columns);
  for (const model of options.only.split(',')) {
    const args = ['--model', model, '--table', folder, ...(MODELS[model]?.args ?? [])];
    const [other, own] = [
      measureScript(options.python, 'classical-models.py', args),
      measureScript(process.execPath, 'classical-models.js', args),
    ];
    peer = other.peer;
    const of = measured.get(model) ?? { ours: [], peer: [] };
    measured.set(model, of);
    of.ours.push(pointOf(model, own, rows, columns));
    of.peer.push(pointOf(model, other, rows, columns));
    const seconds = [of.ours, of.peer].map((points) => points.at(-1)?.processorSeconds.toFixed(2));
    console.error(`${model}, ${rows} x ${columns}: ours ${seconds[0]} s, ${peer} ${seconds[1]} s of processors`);
  }
  if (options.record !== undefined) record(options.record); // a call that is ended early keeps what it has
}
rmSync(folder, { recursive: true });

/** The neighbours are found at prediction. */
function pointOf(model: string, { fit, predict, peakMb }: Measured, rows: number, columns: number): Point {
  const more = model === 'knn' ? predict : undefined;
  return {
    rows,
    columns,
    seconds: fit.seconds + (more?.seconds ?? 0),
    processorSeconds: fit.processorSeconds + (more?.processorSeconds ?? 0),
    peakMb,
  };
}

function record(file: string): void {
  const models = [...measured].map(([model, points]): Growth => {
    const { name } = MODELS[model];
    return { model: name, measured: model === 'knn' ? 'fit and prediction' : 'fit', ...points };
  });
  const results: GrowthResults = {
    command: 'node tools/bench/dist/growth.js',
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0].model,
    cores: availableParallelism(),
    node: process.version,
    peer,
    load: [load, loadavg()[0]],
    models,
  };
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
  writeFileSync(file, `${JSON.stringify(results, rounded, 2)}\n`);
}
