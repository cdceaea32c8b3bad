// Classical models beside scikit-learn (n_jobs=-1), LightGBM and the ml.js packages, on Fashion-MNIST and tables of
// floats, on this machine, now.
// Runs are interleaved and each is a process of its own; the table shows medians. Build first (npm run build).
//
//   SELVEDGE_DATA=... node tools/bench/dist/classical.js [--runs 3] [--only knn|logreg|trees|boosting|tables|ml] [--python /usr/bin/python3]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Knn } from '@selvedge/classical';
import { fashionMnist } from './fashion-mnist.js';
import { writeFloatTable } from './float-table.js';
import { median } from './median.js';
import { pythonScript } from './python-script.js';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: 'knn,logreg,trees,boosting,tables,ml' },
    python: { type: 'string', default: 'python3' },
  },
});
/** What every script prints. */
interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  readonly accuracy?: number;
  readonly processorSeconds?: number;
  readonly loss?: number;
}

const environment = { ...process.env, PYTHONWARNINGS: 'ignore', PYTHONPATH: pythonScript('') };
const measure = <T extends object>(command: string, script: string, args: readonly Argument[]): Measured & T =>
  JSON.parse(
    execFileSync(command, [script, ...args.map(String)], {
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 26,
    }),
  );
type Argument = string | number;
const ours = <T extends object>(script: string, ...args: Argument[]) =>
  measure<T>(process.execPath, join(import.meta.dirname, script), args);
const theirs = <T extends object>(script: string, ...args: Argument[]) =>
  measure<T>(options.python, pythonScript(script), args);
const rows: Record<string, unknown>[] = [];
const PEERS: Record<string, string> = {
  boosting: 'HistGradientBoostingClassifier',
  lightgbm: 'LightGBM',
  'lightgbm-quantised': 'LightGBM with quantised gradients',
};

/** Runs both in turn; `of` says which figure is compared. */
function compare<Other extends Measured, Own extends Measured & { note?: string }>(
  model: string,
  target: string,
  mine: (other: Other) => Own,
  other: () => Other,
  of: (measured: Own | Other) => number = ({ seconds }) => seconds,
): void {
  const a: Own[] = [];
  const b: Other[] = [];
  for (let run = 0; run < Number(options.runs); run++) {
    const measured = other();
    b.push(measured);
    a.push(mine(measured));
  }
  const [fast, slow] = [median(a.map(of)), median(b.map(of))];
  rows.push({
    model,
    'ours (s)': fast.toFixed(2),
    'other (s)': slow.toFixed(2),
    ratio: `${(slow / fast).toFixed(1)}x`,
    target,
    'ours: processor s': secondsOfProcessor(a),
    'other: processor s': secondsOfProcessor(b),
    'ours: loss': a[0]?.loss?.toFixed(4),
    'other: loss': b[0]?.loss?.toFixed(4),
    'ours: accuracy': a[0]?.accuracy?.toFixed(4),
    'other: accuracy': b[0]?.accuracy?.toFixed(4),
    'ours: peak MB': Math.round(median(a.map(({ peakMb }) => peakMb))),
    'other: peak MB': Math.round(median(b.map(({ peakMb }) => peakMb))),
    note: a[0]?.note ?? '',
  });
  console.error(JSON.stringify(rows.at(-1)));
}

function secondsOfProcessor(measured: readonly Measured[]): string | undefined {
  const seconds = measured.flatMap(({ processorSeconds }) => processorSeconds ?? []);
  return seconds.length > 0 ? median(seconds).toFixed(1) : undefined;
}

if (options.only.includes('knn')) {
  const agreement = await tieChecker();
  for (const dtype of ['float32', 'uint8']) {
    compare(
      `kNN k=7, scikit-learn on ${dtype}`,
      '4x, 700 MB',
      (other) => {
        const mine = ours<{ predicted: string }>('classical-knn.js', '--k', 7);
        return { ...mine, note: agreement(mine.predicted, other.predicted, 7) };
      },
      () => theirs<{ predicted: string }>('classical-knn.py', '--k', 7, '--dtype', dtype),
    );
  }
  compare(
    'kNN k=7 manhattan, 1,000 rows',
    '',
    () => ours('classical-knn.js', '--k', 7, '--metric', 'manhattan', '--test', 1000),
    () => theirs('classical-knn.py', '--k', 7, '--metric', 'manhattan', '--test', 1000),
  );
}

if (options.only.includes('logreg')) {
  for (const dtype of ['float64', 'float32']) {
    compare(
      `logistic regression lbfgs, to the loss of 100 iterations on ${dtype}`,
      '4x, .842',
      ({ loss }) => {
        const mine = ours<{ iterations: number; loss: number }>('classical-logreg.js', '--loss', loss);
        return { ...mine, note: `${mine.iterations} iterations, loss ${mine.loss.toFixed(5)} v ${loss.toFixed(5)}` };
      },
      () => theirs<{ loss: number }>('classical-logreg.py', '--dtype', dtype),
    );
  }
  for (const solver of ['sag', 'saga']) {
    const perEpoch = (run: (epochs: number) => Measured) => () => {
      const [few, many] = [run(3), run(13)];
      return { ...many, epoch: (many.seconds - few.seconds) / 10 };
    };
    compare(
      `logistic regression ${solver}, per epoch`,
      solver === 'sag' ? '2x' : '',
      perEpoch((epochs) => ours('classical-logreg.js', '--solver', solver, '--iterations', epochs)),
      perEpoch((epochs) => theirs('classical-logreg.py', '--solver', solver, '--iterations', epochs)),
      ({ epoch }) => epoch,
    );
  }
}

if (options.only.includes('trees')) {
  const both = (...args: Argument[]) =>
    [() => ours('classical-trees.js', ...args), () => theirs('classical-trees.py', ...args)] as const;
  compare('decision tree, depth 10', '10x, .003', ...both('--depth', 10));
  compare('decision tree, no limit', '10x, .003', ...both());
  compare('random forest, 100 trees, depth 80', '5x, .005, 1 GB', ...both('--model', 'forest', '--depth', 80));
  compare('extra trees, 100 trees', '', ...both('--model', 'extra'));
}

if (options.only.includes('boosting')) {
  for (const other of ['boosting', 'lightgbm', 'lightgbm-quantised']) {
    compare(
      `gradient boosting, 10 rounds, ${PEERS[other]}`,
      other === 'lightgbm-quantised' ? '1.5x' : '3x',
      () => ours('classical-trees.js', '--model', 'boosting', '--trees', 10),
      () => theirs('classical-trees.py', '--model', other, '--trees', 10),
    );
  }
}

if (options.only.includes('tables')) {
  for (const [rows, columns] of [
    [500_000, 30],
    [10_000, 2_000],
  ]) {
    const folder = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
    writeFloatTable(folder, rows, columns);
    const both = (model: string, other: string, ...args: Argument[]) =>
      [
        () => ours('classical-trees.js', '--model', model, '--table', folder, ...args),
        () => theirs('classical-trees.py', '--model', other, '--table', folder, ...args),
      ] as const;
    const name = `${rows.toLocaleString('en')} x ${columns.toLocaleString('en')}`;
    compare(`${name}: tree, depth 10`, '6x', ...both('tree', 'tree', '--depth', 10));
    compare(`${name}: extra trees, 50`, '', ...both('extra', 'extra', '--trees', 50));
    for (const other of ['boosting', 'lightgbm']) {
      compare(`${name}: boosting, 20 rounds, ${PEERS[other]}`, '3x', ...both('boosting', other, '--trees', 20));
    }
    rmSync(folder, { recursive: true });
  }
}

if (options.only.includes('ml')) {
  const knn = ['--k', 7, '--train', 6000, '--test', 1000];
  compare(
    'kNN k=7, 6,000 x 1,000, ml-knn',
    'faster',
    () => ours('classical-knn.js', ...knn),
    () => ours('classical-knn.js', ...knn, '--engine', 'mljs'),
  );
  compare(
    'logistic regression, 2,000 rows, ml-logistic-regression (200 steps)',
    'faster',
    () => ours('classical-logreg.js', '--train', 2000),
    () => ours('classical-logreg.js', '--train', 2000, '--engine', 'mljs', '--iterations', 200),
  );
  const tree = ['--train', 600, '--depth', 10];
  compare(
    'decision tree, 600 rows, depth 10, ml-cart',
    'faster',
    () => ours('classical-trees.js', ...tree),
    () => ours('classical-trees.js', ...tree, '--engine', 'mljs'),
  );
  const forest = ['--model', 'forest', '--train', 600, '--trees', 10];
  compare(
    'random forest, 600 rows, 10 trees, ml-random-forest',
    'faster',
    () => ours('classical-trees.js', ...forest),
    () => ours('classical-trees.js', ...forest, '--engine', 'mljs'),
  );
}
console.table(rows);

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
