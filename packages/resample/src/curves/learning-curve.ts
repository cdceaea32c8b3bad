import {
  type Classifier,
  createRng,
  type LabelledRows,
  type Labels,
  type RowIndices,
  rowIndices,
  SelvedgeError,
} from '@selvedge/data';
import { type FoldSummary, type MetricName, metric, summarizeFolds } from '@selvedge/evaluate';
import { type FoldOptions, fitFolds } from '../fitting/fit-folds.js';
import type { MakeClassifier } from '../fitting/make-classifier.js';
import { type Fold, makeFolds } from '../folds/folds.js';
import { testToTrain } from '../folds/test-to-train.js';

/** Scores at one training size. Plain JSON. */
export interface LearningCurvePoint {
  readonly trainRows: number;
  /** Of the rows that the model was fitted on, evaluated again afterwards. */
  readonly train: FoldSummary;
  readonly validation: FoldSummary;
}

/** Score against training size. Plain JSON. */
export interface LearningCurve {
  readonly metric: string;
  readonly points: readonly LearningCurvePoint[];
}

/** How to draw the curve. */
export interface LearningCurveOptions extends FoldOptions {
  /** Shares in (0, 1] of the training rows, or whole numbers of rows; default 0.1, 0.325, 0.55, 0.775, 1. */
  readonly sizes?: readonly number[];
  readonly metric?: MetricName;
  readonly level?: number;
}

/**
 * Scores a classifier at growing training sizes: would more data help? Smaller sets are parts of the larger ones, with
 * the classes in the same shares.
 *
 * @throws SelvedgeError `invalid-argument` for a size that is no share and no number of rows; as `crossValidate`
 */
export async function learningCurve(
  classifier: Classifier | MakeClassifier,
  rows: LabelledRows,
  options: LearningCurveOptions = {},
): Promise<LearningCurve> {
  const { sizes = [0.1, 0.325, 0.55, 0.775, 1], seed = 0, level = 0.95 } = options;
  const scorer = metric(options.metric ?? 'accuracy');
  const whole = foldsOf(options, rows, seed);
  const smallest = Math.min(...whole.map(({ train }) => train.length));
  const counts = [...new Set(sizes.map((size) => rowsOf(size, smallest)))].sort((a, b) => a - b);
  const orders = whole.map(({ train }, at) => mixedOrder(train, rows.labels, seed + at));
  const points: LearningCurvePoint[] = [];
  for (const [at, count] of counts.entries()) {
    const folds = whole.map(({ test }, fold): Fold => ({ train: rowIndices(orders[fold].slice(0, count)), test }));
    const { results } = await fitFolds(classifier, rows, {
      ...options,
      folds,
      withTrain: true,
      carriedState: at === 0 ? (options.carriedState ?? 'refuse') : 'ignore', // one probe is enough
    });
    const ratio = testToTrain(folds);
    const trained = results.map((result) => (result.train ? scorer.of(result.train) : Number.NaN));
    points.push({
      trainRows: count,
      train: summarizeFolds(trained, ratio, level),
      validation: summarizeFolds(
        results.map((result) => scorer.of(result.test)),
        ratio,
        level,
      ),
    });
  }
  return { metric: scorer.name, points };
}

/** Training rows in an order of which every beginning has the classes in about their shares. */
function mixedOrder(train: RowIndices, labels: Labels, seed: number): Uint32Array {
  const rng = createRng(seed).fork('learning curve');
  const shuffled = rng.shuffle(train.slice());
  const seen = new Map<number, number>();
  const totals = new Map<number, number>();
  for (const row of train) totals.set(labels[row], (totals.get(labels[row]) ?? 0) + 1);
  // A row's place is how far through its class it comes, so classes advance side by side.
  const places = Array.from(shuffled, (row) => {
    const before = seen.get(labels[row]) ?? 0;
    seen.set(labels[row], before + 1);
    return { row, place: (before + 0.5) / (totals.get(labels[row]) ?? 1) };
  });
  places.sort((a, b) => a.place - b.place || a.row - b.row);
  return Uint32Array.from(places, ({ row }) => row);
}

function foldsOf({ folds, groups }: FoldOptions, rows: LabelledRows, seed: number): readonly Fold[] {
  if (Array.isArray(folds)) return folds as readonly Fold[];
  const source = groups ? { labels: rows.labels, groups } : { labels: rows.labels };
  const spec = folds && 'kind' in folds ? folds : ({ kind: 'stratified-k-fold', folds: 5 } as const);
  return makeFolds(spec, source, seed);
}

function rowsOf(size: number, most: number): number {
  if (size > 0 && size <= 1) return Math.max(1, Math.round(size * most)); // 1 means all rows
  if (Number.isInteger(size) && size > 1 && size <= most) return size;
  throw new SelvedgeError(
    'invalid-argument',
    `learningCurve: got size ${size}; need a share in (0, 1] or a whole number from 2 to the ${most} training rows of a fold.`,
  );
}
