import { type Labels, SelvedgeError, shown } from '@selvedge/data';
import { checkPredictions } from './check-predictions.js';

/**
 * How often each class was predicted as each. Plain JSON. The orientation is part of the type: two of five student
 * reports read theirs transposed.
 */
export interface ConfusionMatrix {
  readonly rows: 'true';
  readonly columns: 'predicted';
  readonly classes: readonly string[];
  /** `counts[t][p]`: rows of true class `t` that were predicted as class `p`. */
  readonly counts: readonly (readonly number[])[];
  /** The sum of all counts. */
  readonly total: number;
}

/** What the cells of a normalised matrix are shares of: their true class, their predicted class, or all rows. */
export type Normalization = 'true' | 'predicted' | 'all';

/** A confusion matrix as shares. Plain JSON. */
export interface NormalizedConfusionMatrix extends Omit<ConfusionMatrix, 'counts'> {
  readonly normalizedBy: Normalization;
  /** Shares in [0, 1]; 0 in a row or column that holds nothing, as in scikit-learn. */
  readonly shares: readonly (readonly number[])[];
}

/** One kind of mistake and how frequent it is. Plain JSON. */
export interface ConfusedPair {
  readonly trueClass: string;
  readonly predictedClass: string;
  readonly count: number;
  /** Of the rows of the true class. */
  readonly shareOfTrue: number;
}

/**
 * Counts true against predicted classes; every class has its row and column, whether it occurs or not.
 *
 * @param classes - names, in the order of the class numbers
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows or a label outside the
 * classes
 */
export function confusionMatrix(truth: Labels, predicted: Labels, classes: readonly string[]): ConfusionMatrix {
  checkPredictions('confusionMatrix', truth, predicted, classes.length);
  const counts = classes.map(() => classes.map(() => 0));
  for (let row = 0; row < truth.length; row++) counts[truth[row]][predicted[row]]++;
  return { rows: 'true', columns: 'predicted', classes, counts, total: truth.length };
}

/**
 * The same of labels without names: of those that occur, in ascending order.
 *
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows
 */
export function confusionOfLabels(what: string, truth: Labels, predicted: Labels): ConfusionMatrix {
  checkPredictions(what, truth, predicted);
  const present = [...new Set([...truth, ...predicted])].sort((a, b) => a - b);
  const places = new Map(present.map((label, place) => [label, place]));
  const placesOf = (labels: Labels): Labels => labels.map((label) => places.get(label) ?? 0);
  return confusionMatrix(placesOf(truth), placesOf(predicted), present.map(String));
}

/**
 * Turns counts into shares of each row, each column or the whole.
 *
 * @throws SelvedgeError `invalid-argument` for another `by`
 */
export function normalizeConfusion(matrix: ConfusionMatrix, by: Normalization): NormalizedConfusionMatrix {
  const { counts, ...rest } = matrix;
  const ofTrue = supports(matrix);
  const ofPredicted = predictedCounts(matrix);
  const whole = {
    true: (t: number) => ofTrue[t],
    predicted: (_: number, p: number) => ofPredicted[p],
    all: () => matrix.total,
  };
  if (!Object.hasOwn(whole, by)) throw badNormalization(by);
  const shares = counts.map((row, t) => row.map((count, p) => (count === 0 ? 0 : count / whole[by](t, p))));
  return { ...rest, normalizedBy: by, shares };
}

const badNormalization = (by: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `normalizeConfusion: got ${shown(by)}; need 'true', 'predicted' (scikit-learn's 'pred') or 'all'.`,
  );

/** The most frequent mistakes first; ties in the order of the classes. Pairs that never occur are left out. */
export function mostConfused(matrix: ConfusionMatrix, limit = 10): ConfusedPair[] {
  const { classes, counts } = matrix;
  const ofTrue = supports(matrix);
  const pairs = counts.flatMap((row, t) =>
    row.map((count, p) => ({ t, p, count })).filter(({ p, count }) => p !== t && count > 0),
  );
  pairs.sort((a, b) => b.count - a.count || a.t - b.t || a.p - b.p);
  return pairs.slice(0, limit).map(({ t, p, count }) => ({
    trueClass: classes[t],
    predictedClass: classes[p],
    count,
    shareOfTrue: count / ofTrue[t],
  }));
}

/** Rows of each true class. */
export function supports({ counts }: ConfusionMatrix): number[] {
  return counts.map((row) => row.reduce((sum, count) => sum + count, 0));
}

/** How often each class was predicted. */
export function predictedCounts({ counts }: ConfusionMatrix): number[] {
  return counts.map((_, p) => counts.reduce((sum, row) => sum + row[p], 0));
}
