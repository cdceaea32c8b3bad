import { checkLimit } from '../metrics/check-limit.js';
import type { Predictions } from '../metrics/metric.js';
import { soundProbabilities } from './misclassified.js';

/** A row whose given label is probably wrong. Plain JSON. */
export interface LabelIssue {
  readonly row: number;
  readonly givenClass: string;
  /** The class that the row is confidently counted to. */
  readonly likelyClass: string;
  readonly probabilityOfGiven: number;
  readonly probabilityOfLikely: number;
}

/** What confident learning found. Plain JSON. */
export interface LabelErrors {
  /** Most likely errors first: by how much more probable the likely class is. */
  readonly issues: readonly LabelIssue[];
  /** `joint[g][t]`: estimated share of rows with given class g and true class t; sums to 1. */
  readonly joint: readonly (readonly number[])[];
  /** Estimated share of wrong labels: what lies off the joint's diagonal. */
  readonly estimatedErrorRate: number;
  /** Per class, the mean probability of the class over the rows labelled so: 'confident' means at least this. */
  readonly thresholds: readonly (number | null)[];
}

/**
 * Finds likely label errors by confident learning: a row counts to the class whose probability reaches that class's own
 * average, and is an issue when that is not its label.
 *
 * @param predictions - of rows that the model was not fitted on (`outOfFoldPredictions`): a model that has seen a wrong
 * label repeats it
 * @throws SelvedgeError `invalid-argument` without probabilities; see `checkProbabilities`
 * @see Northcutt, Jiang & Chuang, Confident learning: estimating uncertainty in dataset labels, JAIR 70 (2021)
 */
export function labelErrors(predictions: Predictions, limit = 100): LabelErrors {
  checkLimit('labelErrors', limit);
  const { truth, classes } = predictions;
  const { values, columns } = soundProbabilities('labelErrors', truth, predictions.probabilities);
  const thresholds = classThresholds(truth, values, columns);
  const joint = classes.map(() => classes.map(() => 0));
  const issues: LabelIssue[] = [];
  truth.forEach((given, row) => {
    const own = values.subarray(row * columns, (row + 1) * columns);
    const likely = confidentClass(own, thresholds);
    if (likely === undefined) return;
    joint[given][likely]++;
    if (likely === given) return;
    issues.push({
      row,
      givenClass: classes[given],
      likelyClass: classes[likely],
      probabilityOfGiven: own[given],
      probabilityOfLikely: own[likely],
    });
  });
  const margin = (issue: LabelIssue): number => issue.probabilityOfLikely - issue.probabilityOfGiven;
  issues.sort((a, b) => margin(b) - margin(a) || a.row - b.row);
  const calibrated = calibrate(joint, truth);
  const onDiagonal = calibrated.reduce((sum, row, c) => sum + row[c], 0);
  return { issues: issues.slice(0, limit), joint: calibrated, estimatedErrorRate: 1 - onDiagonal, thresholds };
}

function classThresholds(truth: Uint16Array, values: ArrayLike<number>, columns: number): (number | null)[] {
  const sums = new Float64Array(columns);
  const counts = new Uint32Array(columns);
  truth.forEach((label, row) => {
    sums[label] += values[row * columns + label];
    counts[label]++;
  });
  return Array.from(sums, (sum, c) => (counts[c] === 0 ? null : sum / counts[c]));
}

/** Of the classes whose threshold the row reaches, the most probable; the lower number of equals. */
function confidentClass(own: ArrayLike<number>, thresholds: readonly (number | null)[]): number | undefined {
  let best: number | undefined;
  thresholds.forEach((threshold, c) => {
    if (threshold === null || own[c] < threshold) return;
    if (best === undefined || own[c] > own[best]) best = c;
  });
  return best;
}

/** Scales each row of counts to the number of rows with that label, then everything to sum 1 (equation 3 of the paper). */
function calibrate(joint: readonly (readonly number[])[], truth: Uint16Array): number[][] {
  return joint.map((row, given) => {
    const labelled = truth.reduce((count, label) => count + (label === given ? 1 : 0), 0);
    const counted = row.reduce((sum, count) => sum + count, 0);
    if (counted === 0) return row.map((_, c) => (c === given ? labelled / truth.length : 0)); // nothing confident: as given
    return row.map((count) => ((count / counted) * labelled) / truth.length);
  });
}
