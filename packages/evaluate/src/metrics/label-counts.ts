import type { Labels } from '@selvedge/data';
import { powerOfTwo } from '../statistics/power-of-two.js';
import { checkPredictions } from './check-predictions.js';
import { type WeightOptions, weightOfRows } from './weight-of-rows.js';

/**
 * All that metrics of labels need to know, in three numbers per class: no table of classes by classes. Of weighted rows
 * they are summed weights.
 */
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
export function countLabels(
  what: string,
  truth: Labels,
  predicted: Labels,
  classes: number,
  options: WeightOptions = {},
): LabelCounts {
  checkPredictions(what, truth, predicted, classes);
  const weights = weightOfRows(what, options, truth.length);
  const [support, given, hits] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)];
  let total = 0;
  for (let row = 0; row < truth.length; row++) {
    const weight = weights ? weights[row] : 1;
    total += weight;
    support[truth[row]] += weight;
    given[predicted[row]] += weight;
    if (truth[row] === predicted[row]) hits[truth[row]] += weight;
  }
  return weights ? inRange({ support, predicted: given, hits, total }) : { support, predicted: given, hits, total };
}

/** Squares of tiny or huge weights leave the range of numbers, and no figure of labels depends on their unit. */
function inRange(counts: {
  support: Float64Array;
  predicted: Float64Array;
  hits: Float64Array;
  total: number;
}): LabelCounts {
  const unit = powerOfTwo(counts.total);
  if (unit > 1e-100 && unit < 1e100) return counts;
  const [support, predicted, hits] = [counts.support, counts.predicted, counts.hits].map((sums) =>
    sums.map((sum) => sum / unit),
  );
  return { support, predicted, hits, total: counts.total / unit };
}

/** The counts of labels whose classes nobody named; classes that do not occur count 0. */
export function countAnyLabels(
  what: string,
  truth: Labels,
  predicted: Labels,
  options: WeightOptions = {},
): LabelCounts {
  checkPredictions(what, truth, predicted);
  let most = 0;
  for (let row = 0; row < truth.length; row++) most = Math.max(most, truth[row], predicted[row]);
  return countLabels(what, truth, predicted, most + 1, options);
}
