import { countByClass, type LabelledRows, rowIndices, SelvedgeError, selectLabelled } from '@selvedge/data';
import { checkSampleWeight, checkTrainingRows, checkTwoClasses } from '@selvedge/data/checks';
import type { MissingOptions } from '@selvedge/data/types';
import { type ClassWeight, classWeightsOf } from './class-weight.js';

/** Rows to fit on, with what each counts. */
export interface WeightedRows {
  readonly train: LabelledRows;
  /** One above 0 per row; undefined where each counts 1. */
  readonly weights: Float64Array | undefined;
}

/**
 * Checks training rows and their weights. Rows of weight 0 are left out, as if they had not been given.
 *
 * @param kind - of the model, for errors
 * @param classWeight - multiplies the weights of each class's rows; `balanced` counts rows, as scikit-learn's trees do
 * @param missing - whether NaN is allowed
 * @throws SelvedgeError as `checkTrainingRows`, `checkSampleWeight` and `classWeightsOf`; `invalid-argument` where fewer
 * than two classes have a weight above 0, or the largest weight lies outside of 1e-30 to 1e30
 */
export function weightedRows(
  kind: string,
  train: LabelledRows,
  sampleWeight: unknown,
  classWeight: ClassWeight = 'none',
  missing: MissingOptions = {},
): WeightedRows {
  checkTrainingRows(kind, train, missing);
  const given = checkSampleWeight(kind, sampleWeight, train.labels.length);
  const weights = classWeight === 'none' ? given : timesClassWeight(kind, train, given, classWeight);
  if (!weights || areAlike(weights)) return { train, weights: undefined };
  checkLargest(kind, weights);
  if (!weights.includes(0)) return { train, weights };
  const kept = Uint32Array.from(weights.keys()).filter((row) => weights[row] > 0);
  const rows = selectLabelled(train, rowIndices(kept));
  checkTwoClasses(kind, rows);
  const others = weights.filter((weight) => weight > 0);
  return { train: rows, weights: areAlike(others) ? undefined : others };
}

/** Squares of weights, and sums in float32, leave the range of numbers; only proportions of weights mean something there. */
function checkLargest(kind: string, weights: Float64Array): void {
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  if (largest >= 1e-30 && largest <= 1e30) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${kind}: the largest weight of a row (sampleWeight times classWeight) is ${largest}; need one from 1e-30 to 1e30. Write sampleWeight: weights.map((weight) => weight / ${largest}).`,
  );
}

const areAlike = (weights: Float64Array): boolean => weights.every((weight) => weight === 1);

function timesClassWeight(
  kind: string,
  { labels, classes }: LabelledRows,
  weights: Float64Array | undefined,
  classWeight: ClassWeight,
): Float64Array {
  const ofClass = classWeightsOf(kind, classWeight, countByClass(labels, classes.length), classes);
  return Float64Array.from(labels, (label, row) => ofClass[label] * (weights ? weights[row] : 1));
}

/** The summed weight of each class's rows; their number without weights. */
export function weightByClass({ train: { labels, classes }, weights }: WeightedRows): Float64Array {
  const sums = new Float64Array(classes.length);
  for (let row = 0; row < labels.length; row++) sums[labels[row]] += weights ? weights[row] : 1;
  return sums;
}
