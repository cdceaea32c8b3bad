// Classical models beside scikit-learn (n_jobs=-1), LightGBM and the ml.js packages, on Fashion-MNIST and tables of
// floats, on this machine, now.
// Runs are interleaved and each is a process of its own; they and what they scored are recorded. Build first (npm run build).
//
//   SELVEDGE_DATA=... node tools/bench/dist/classical.js [--runs 3] [--only knn|logreg|trees|boosting|tables|wide|ml] [--python /usr/bin/python3]
//     [--record FILE]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Knn } from '@selvedge/classical';
import { fashionMnist } from './fashion-mnist.js';
import { writeFloatTable } from './float-table.js';
import { type Argument, type Measured, measureScript } from './measure-script.js';
import type { Times } from './measured.js';
import { Recorder } from './recorder.js';
import type { Side } from './results.js';

const TITLES: Record<string, string> = {
  knn: 'Nearest neighbours on Fashion-MNIST',
  logreg: 'Logistic regression on Fashion-MNIST',
  trees: 'Trees and forests on Fashion-MNIST',
  boosting: 'Boosting on Fashion-MNIST',
  tables: 'A table of 500,000 x 30 floats',
  wide: 'A table of 10,000 x 2,000 floats',
  ml: 'The ml.js packages',
};
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: Object.keys(TITLES).join(',') },
    python: { type: 'string', default: 'python3' },
    record: { type: 'string' },
  },
});
const groups = options.only.split(',');
const recorder = new Recorder(groups.map((group) => TITLES[group] ?? group).join('; '), options.record);

const ours = <T extends object>(script: string, ...args: Argument[]) =>
  measureScript<T>(process.execPath, script, args);
const theirs = <T extends object>(script: string, ...args: Argument[]) =>
  measureScript<T>(options.python, script, args);

/** What is compared: of scripts that say both, `predict` is a row of its own. */
interface Work {
  readonly work: string;
  readonly wanted?: number;
  readonly prediction?: number;
}

/** Runs both in turn. */
function compare<Other extends Measured, Own extends Measured & { note?: string }>(
  { work, wanted, prediction }: Work,
  mine: (other: Other) => Own,
  other: () => Other,
  of: (measured: Own | Other) => Times = ({ fit }) => fit,
): void {
  const a: Own[] = [];
  const b: Other[] = [];
  for (let run = 0; run < Number(options.runs); run++) {
    const measured = other();
    b.push(measured);
    a.push(mine(measured));
  }
  const note = a[0].note;
  recorder.add({
    work,
    ...(wanted !== undefined && { wanted }),
    ours: sideOf(a, of),
    peer: sideOf(b, of),
    ...(note && { note }),
  });
  if (prediction === undefined) return;
  const predict = ({ predict = { seconds: 0, processorSeconds: 0 } }: Measured): Times => predict;
  recorder.add({
    work: `${work}: prediction`,
    wanted: prediction,
    ours: sideOf(a, predict),
    peer: sideOf(b, predict),
  });
}

function sideOf<M extends Measured>(measured: readonly M[], of: (measured: M) => Times): Side {
  const [{ peer, threads, accuracy, loss }] = measured;
  return {
    name: peer,
    threads,
    runs: measured.map(of),
    peakMb: Math.min(...measured.map(({ peakMb }) => peakMb)),
    ...(typeof accuracy === 'number' && { accuracy }),
    ...(typeof loss === 'number' && { loss }),
  };
}

if (groups.includes('knn')) {
  const agreement = await tieChecker();
  for (const dtype of ['float32', 'uint8']) {
    compare(
      { work: `kNN k 7, ${dtype}`, wanted: dtype === 'uint8' ? 12 : 8 },
      (other) => {
        const mine = ours<{ predicted: string }>('classical-knn.js', '--k', 7);
        return { ...mine, note: agreement(mine.predicted, other.predicted, 7) };
      },
      () => theirs<{ predicted: string }>('classical-knn.py', '--k', 7, '--dtype', dtype),
    );
  }
  compare(
    { work: 'kNN k 7, manhattan, 1,000 rows', wanted: 25 },
    () => ours('classical-knn.js', '--k', 7, '--metric', 'manhattan', '--test', 1000),
    () => theirs('classical-knn.py', '--k', 7, '--metric', 'manhattan', '--test', 1000),
  );
}

if (groups.includes('logreg')) {
  for (const dtype of ['float64', 'float32']) {
    compare(
      { work: `logistic L-BFGS, to the peer's loss in ${dtype}`, wanted: dtype === 'float64' ? 10 : 7 },
      ({ loss }) => {
        const mine = ours<{ iterations: number; loss: number }>('classical-logreg.js', '--loss', loss);
        return { ...mine, note: `${mine.iterations} iterations, loss ${mine.loss.toFixed(5)} v ${loss.toFixed(5)}` };
      },
      () => theirs<{ loss: number }>('classical-logreg.py', '--dtype', dtype),
    );
  }
  for (const solver of ['sag', 'saga']) {
    const each = (few: Measured, many: Measured, figure: keyof Times) => (many.fit[figure] - few.fit[figure]) / 10;
    const perEpoch = (run: (epochs: number) => Measured) => () => {
      const [few, many] = [run(3), run(13)];
      return {
        ...many,
        epoch: { seconds: each(few, many, 'seconds'), processorSeconds: each(few, many, 'processorSeconds') },
      };
    };
    compare(
      { work: `logistic ${solver.toUpperCase()}, an epoch`, wanted: 4 },
      perEpoch((epochs) => ours('classical-logreg.js', '--solver', solver, '--iterations', epochs)),
      perEpoch((epochs) => theirs('classical-logreg.py', '--solver', solver, '--iterations', epochs)),
      ({ epoch }) => epoch,
    );
  }
}

if (groups.includes('trees')) {
  const both = (...args: Argument[]) =>
    [() => ours('classical-models.js', ...args), () => theirs('classical-models.py', ...args)] as const;
  compare({ work: 'tree, depth 10', wanted: 12 }, ...both('--depth', 10));
  compare({ work: 'tree, no limit', wanted: 12 }, ...both());
  compare({ work: 'forest, 100 trees', wanted: 6, prediction: 2 }, ...both('--model', 'forest', '--depth', 80));
  compare({ work: 'extra trees, 100', wanted: 4, prediction: 2 }, ...both('--model', 'extra'));
}

if (groups.includes('boosting')) {
  for (const [other, name, wanted] of [
    ['boosting', 'HistGradientBoosting', 3],
    ['lightgbm', 'LightGBM', 3],
    ['lightgbm-quantised', 'LightGBM with quantised gradients', 1.5],
  ] as const) {
    compare(
      { work: `boosting, 10 rounds, beside ${name}`, wanted },
      () => ours('classical-models.js', '--model', 'boosting', '--trees', 10),
      () => theirs('classical-models.py', '--model', other, '--trees', 10),
    );
  }
}

for (const [group, rows, columns] of [
  ['tables', 500_000, 30],
  ['wide', 10_000, 2_000],
] as const) {
  if (!groups.includes(group)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
  writeFloatTable(folder, rows, columns);
  const both = (model: string, other: string, ...args: Argument[]) =>
    [
      () => ours('classical-models.js', '--model', model, '--table', folder, ...args),
      () => theirs('classical-models.py', '--model', other, '--table', folder, ...args),
    ] as const;
  const named = (work: string): string => `${work}, ${rows.toLocaleString('en')} x ${columns.toLocaleString('en')}`;
  const isWide = group === 'wide';
  compare({ work: named('tree, depth 10'), wanted: 6 }, ...both('tree', 'tree', '--depth', 10));
  compare(
    { work: named('forest, 50 trees'), wanted: isWide ? 6 : 7, prediction: 2 },
    ...both('forest', 'forest', '--trees', 50),
  );
  compare({ work: named('extra trees, 50'), wanted: 4 }, ...both('extra', 'extra', '--trees', 50));
  for (const [other, name] of [
    ['boosting', 'HistGradientBoosting'],
    ['lightgbm', 'LightGBM'],
  ]) {
    const work = named(`boosting, 20 rounds, beside ${name}`);
    compare({ work, wanted: 3 }, ...both('boosting', other, '--trees', 20));
  }
  if (isWide) {
    compare({ work: named('logistic L-BFGS'), wanted: 7 }, ...both('logistic', 'logistic'));
    compare({ work: named('kNN k 7'), wanted: 4 }, ...both('knn', 'knn'), ({ predict, fit }) => predict ?? fit);
    compare({ work: named('PCA to 50'), wanted: 2 }, ...both('pca', 'pca'));
  }
  rmSync(folder, { recursive: true });
}

if (groups.includes('ml')) {
  const knn = ['--k', 7, '--train', 6000, '--test', 1000];
  compare(
    { work: 'kNN k 7, 6,000 x 1,000, beside ml-knn' },
    () => ours('classical-knn.js', ...knn),
    () => ours('classical-knn.js', ...knn, '--engine', 'mljs'),
  );
  compare(
    { work: 'logistic, 2,000 rows, beside 200 steps of ml-logistic-regression' },
    () => ours('classical-logreg.js', '--train', 2000),
    () => ours('classical-logreg.js', '--train', 2000, '--engine', 'mljs', '--iterations', 200),
  );
  const tree = ['--train', 600, '--depth', 10];
  compare(
    { work: 'tree, 600 rows, depth 10, beside ml-cart' },
    () => ours('classical-models.js', ...tree),
    () => ours('classical-models.js', ...tree, '--engine', 'mljs'),
  );
  const forest = ['--model', 'forest', '--train', 600, '--trees', 10];
  compare(
    { work: 'forest, 600 rows, 10 trees, beside ml-random-forest' },
    () => ours('classical-models.js', ...forest),
    () => ours('classical-models.js', ...forest, '--engine', 'mljs'),
  );
}

/** Counts rows that are predicted differently, and those of them whose k-th neighbour is tied with the next one. */
async function tieChecker(): Promise<(mine: string, other: string, k: number) => string> {
  const { train, test } = fashionMnist();
  const model = await new Knn().fit(train);
  const { distances } = await model.kneighbors(test.features, 8);
  return (mine, other, k) => {
    const [a, b] = [Buffer.from(mine, 'base64'), Buffer.from(other, 'base64')];
    const differing = [...a.keys()].filter((row) => a[row] !== b[row]);
    const tied = differing.filter((row) => distances[row * 8 + k - 1] === distances[row * 8 + k]);
    return `${differing.length} predictions differ, ${tied.length} of them on tied rows`;
  };
}
