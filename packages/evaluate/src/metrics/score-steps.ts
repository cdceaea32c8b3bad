import type { Labels, Matrix } from '@selvedge/data';

/**
 * What a falling threshold lets through, for one class against the rest: one step per distinct score, highest first.
 * The common ground of ROC and precision-recall curves.
 */
export interface ScoreSteps {
  readonly thresholds: Float64Array;
  /** Rows of the class with a score of at least the threshold; of weighted rows their weight, here and below. */
  readonly truePositives: Uint32Array | Float64Array;
  /** Other rows with a score of at least the threshold. */
  readonly falsePositives: Uint32Array | Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Sorts the scores of the class's rows and of the others separately and merges them: typed arrays sort natively, ten
 * times as fast as row numbers with a comparison function (the ten curves of 10,000 rows are most of a report's metrics).
 */
export function scoreSteps(truth: Labels, scores: Matrix, positiveClass: number, weights?: Float64Array): ScoreSteps {
  if (weights) return weightedSteps(truth, scores, positiveClass, weights);
  const { values, rows, columns } = scores;
  let positives = 0;
  for (let row = 0; row < rows; row++) if (truth[row] === positiveClass) positives++;
  const own = new Float64Array(positives);
  const others = new Float64Array(rows - positives);
  let [o, r] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const score = values[row * columns + positiveClass];
    if (truth[row] === positiveClass) own[o++] = score;
    else others[r++] = score;
  }
  own.sort();
  others.sort();

  const thresholds = new Float64Array(rows);
  const truePositives = new Uint32Array(rows);
  const falsePositives = new Uint32Array(rows);
  let steps = 0;
  o = own.length;
  r = others.length;
  while (o > 0 || r > 0) {
    const threshold = r === 0 || (o > 0 && own[o - 1] >= others[r - 1]) ? own[o - 1] : others[r - 1];
    while (o > 0 && own[o - 1] === threshold) o--;
    while (r > 0 && others[r - 1] === threshold) r--;
    thresholds[steps] = threshold;
    truePositives[steps] = own.length - o;
    falsePositives[steps++] = others.length - r;
  }
  return {
    thresholds: thresholds.subarray(0, steps),
    truePositives: truePositives.subarray(0, steps),
    falsePositives: falsePositives.subarray(0, steps),
    positives,
    negatives: rows - positives,
  };
}

/**
 * The steps on which areas and averages depend: just above and at each score of the class's rows, and the last. The others'
 * scores are counted and not sorted, which for one of thousands of classes is twenty times as fast; areas and averages are the
 * same numbers.
 */
export function ownSteps(truth: Labels, scores: Matrix, positiveClass: number, weights?: Float64Array): ScoreSteps {
  if (weights) return weightedSteps(truth, scores, positiveClass, weights);
  const { values, rows, columns } = scores;
  const own = Float64Array.from(rowsOf(truth, positiveClass), (row) => values[row * columns + positiveClass]).sort();
  const positives = own.length;
  const distinct = own.filter((score, at) => at === 0 || score !== own[at - 1]);
  // Of the others: below the first, at it, between it and the second, at the second ...
  const others = new Uint32Array(2 * distinct.length + 1);
  for (let row = 0; row < rows; row++)
    if (truth[row] !== positiveClass) others[slotOf(values[row * columns + positiveClass], distinct)]++;

  const thresholds: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let [hits, misses] = [0, 0];
  const step = (threshold: number, more: number): void => {
    if (more === 0) return;
    thresholds.push(threshold);
    truePositives.push(hits);
    falsePositives.push(misses);
  };
  let left = positives;
  for (let at = distinct.length - 1; at >= 0; at--) {
    misses += others[2 * at + 2];
    step(distinct[at], others[2 * at + 2]);
    misses += others[2 * at + 1];
    while (left > 0 && own[left - 1] === distinct[at]) left--;
    hits = positives - left;
    step(distinct[at], 1);
  }
  misses += others[0];
  step(Number.NEGATIVE_INFINITY, others[0]);
  return {
    thresholds: Float64Array.from(thresholds),
    truePositives: Uint32Array.from(truePositives),
    falsePositives: Uint32Array.from(falsePositives),
    positives,
    negatives: rows - positives,
  };
}

function* rowsOf(truth: Labels, label: number): Generator<number> {
  for (let row = 0; row < truth.length; row++) if (truth[row] === label) yield row;
}

/** Twice the number of sorted values below a score, and one more where it is among them. */
function slotOf(score: number, sorted: Float64Array): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < score) low = middle + 1;
    else high = middle;
  }
  return 2 * low + (sorted[low] === score ? 1 : 0);
}

/** The same with a weight per row: row numbers are sorted, because weights go with their scores. Rows of weight 0 are left out. */
function weightedSteps(
  truth: Labels,
  { values, rows, columns }: Matrix,
  positiveClass: number,
  weights: Float64Array,
): ScoreSteps {
  const scoreOf = (row: number): number => values[row * columns + positiveClass];
  const order = Uint32Array.from({ length: rows }, (_, row) => row).filter((row) => weights[row] > 0);
  order.sort((a, b) => scoreOf(b) - scoreOf(a));
  const [thresholds, truePositives, falsePositives]: number[][] = [[], [], []];
  let [positives, negatives] = [0, 0];
  for (const [at, row] of order.entries()) {
    if (truth[row] === positiveClass) positives += weights[row];
    else negatives += weights[row];
    if (at + 1 < order.length && scoreOf(order[at + 1]) === scoreOf(row)) continue;
    thresholds.push(scoreOf(row));
    truePositives.push(positives);
    falsePositives.push(negatives);
  }
  return {
    thresholds: Float64Array.from(thresholds),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
    positives,
    negatives,
  };
}
