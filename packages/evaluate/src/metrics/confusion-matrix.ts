import { type Labels, SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import { checkLimit } from './check-limit.js';
import { type NamedLabels, namedLabels } from './named-classes.js';
import { type WeightOptions, weightOfRows } from './weight-of-rows.js';

/**
 * How often each class was predicted as each. Plain JSON. The orientation is part of the type: two of five student
 * reports read theirs transposed.
 */
export interface ConfusionMatrix {
  readonly rows: 'true';
  readonly columns: 'predicted';
  readonly classes: readonly string[];
  /** `counts[t][p]`: rows of true class `t` that were predicted as class `p`; of weighted rows their weight. */
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

/** Most classes of a table of classes by classes: four million counts. */
export const CONFUSION_CLASSES = 2000;

/**
 * Counts true against predicted classes; every class has its row and column, whether it occurs or not.
 *
 * @param classes - names, in the order of the class numbers; at most 2,000. Without them, classes are the labels that
 * occur, ascending and named by their numbers: scikit-learn's `confusion_matrix(y_true, y_pred)`
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows, a label outside the
 * classes, or more than 2,000 classes (`confusedPairs` counts those that occur)
 */
export function confusionMatrix(
  truth: Labels,
  predicted: Labels,
  classes?: readonly string[],
  options: WeightOptions = {},
): ConfusionMatrix {
  const named = namedLabels('confusionMatrix', truth, predicted, classes);
  return countPairs(named, weightOfRows('confusionMatrix', options, truth.length));
}

function countPairs({ truth, predicted, classes }: NamedLabels, weights?: Float64Array): ConfusionMatrix {
  if (classes.length > CONFUSION_CLASSES) throw tooManyClasses(classes.length);
  const counts = classes.map(() => classes.map(() => 0));
  let total = 0;
  for (let row = 0; row < truth.length; row++) {
    const weight = weights ? weights[row] : 1;
    counts[truth[row]][predicted[row]] += weight;
    total += weight;
  }
  return { rows: 'true', columns: 'predicted', classes, counts, total };
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
  if (typeof by !== 'string' || !Object.hasOwn(whole, by)) throw badNormalization(by);
  const shares = counts.map((row, t) => row.map((count, p) => (count === 0 ? 0 : count / whole[by](t, p))));
  return { ...rest, normalizedBy: by, shares };
}

const tooManyClasses = (classes: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `confusionMatrix: got ${classes} classes; need at most ${CONFUSION_CLASSES}, because each has a count for every other. Use confusedPairs(truth, predicted, classes), which counts the pairs that occur.`,
  );

const badNormalization = (by: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `normalizeConfusion: got ${shown(by)}; need 'true', 'predicted' (scikit-learn's 'pred') or 'all'.`,
  );

/** The most frequent mistakes first; ties in the order of the classes. Pairs that never occur are left out. */
export function mostConfused(matrix: ConfusionMatrix, limit = 10): ConfusedPair[] {
  checkLimit('mostConfused', limit);
  const pairs = matrix.counts.flatMap((row, t) => row.map((count, p) => ({ t, p, count })));
  return mostFrequent(pairs, supports(matrix), matrix.classes, limit);
}

/**
 * The same from labels, for any number of classes: memory grows with the pairs that occur.
 *
 * @throws SelvedgeError as `confusionMatrix`
 */
export function confusedPairs(
  truth: Labels,
  predicted: Labels,
  classes?: readonly string[],
  limit = 10,
): ConfusedPair[] {
  checkLimit('confusedPairs', limit);
  return pairsOf(namedLabels('confusedPairs', truth, predicted, classes), limit);
}

function pairsOf({ truth, predicted, classes }: NamedLabels, limit: number): ConfusedPair[] {
  const found = new Map<number, number>();
  const ofTrue = new Float64Array(classes.length);
  for (let row = 0; row < truth.length; row++) {
    ofTrue[truth[row]]++;
    const pair = truth[row] * classes.length + predicted[row];
    if (truth[row] !== predicted[row]) found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  const pairs = Array.from(found, ([pair, count]) => {
    const p = pair % classes.length;
    return { t: (pair - p) / classes.length, p, count };
  });
  return mostFrequent(pairs, ofTrue, classes, limit);
}

function mostFrequent(
  all: readonly { readonly t: number; readonly p: number; readonly count: number }[],
  ofTrue: ArrayLike<number>,
  classes: readonly string[],
  limit: number,
): ConfusedPair[] {
  const pairs = all.filter(({ t, p, count }) => p !== t && count > 0);
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
