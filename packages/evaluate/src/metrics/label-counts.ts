import type { Labels } from '@selvedge/data';
import { checkPredictions } from './check-predictions.js';

/** All that metrics of labels need to know, in three numbers per class: no table of classes by classes. */
export interface LabelCounts {
  /** Rows of each true class. */
  readonly support: ArrayLike<number>;
  /** How often each class was predicted. */
  readonly predicted: ArrayLike<number>;
  /** How often each was right. */
  readonly hits: ArrayLike<number>;
  readonly total: number;
}

/**
 * Counts labels.
 *
 * @param classes - how many there are
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows or a label outside the
 * classes
 */
export function countLabels(what: string, truth: Labels, predicted: Labels, classes: number): LabelCounts {
  checkPredictions(what, truth, predicted, classes);
  const [support, given, hits] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)];
  for (let row = 0; row < truth.length; row++) {
    support[truth[row]]++;
    given[predicted[row]]++;
    if (truth[row] === predicted[row]) hits[truth[row]]++;
  }
  return { support, predicted: given, hits, total: truth.length };
}

/** The counts of labels whose classes nobody named; classes that do not occur count 0. */
export function countAnyLabels(what: string, truth: Labels, predicted: Labels): LabelCounts {
  checkPredictions(what, truth, predicted);
  let most = 0;
  for (let row = 0; row < truth.length; row++) most = Math.max(most, truth[row], predicted[row]);
  return countLabels(what, truth, predicted, most + 1);
}
