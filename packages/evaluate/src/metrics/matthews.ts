import type { Labels } from '@selvedge/data';
import { countAnyLabels, countLabels, type LabelCounts } from './label-counts.js';
import { defineMetric, type MetricDefinition } from './metric.js';
import type { WeightOptions } from './weight-of-rows.js';

/**
 * Matthews correlation coefficient, in its form for many classes (R_K): scikit-learn's `matthews_corrcoef`.
 *
 * @returns a number in [-1, 1]; 0 when truth or predictions hold one class only, as in scikit-learn
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows
 * @see Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient, Computational Biology and
 * Chemistry 28 (2004)
 */
export const matthewsCorrcoef = (truth: Labels, predicted: Labels, options: WeightOptions = {}): number =>
  matthewsOfCounts(countAnyLabels('matthewsCorrcoef', truth, predicted, options));

/** The same from counts that are already there. */
export function matthewsOfCounts({ support, predicted, hits, total }: LabelCounts): number {
  let [correct, both, ofTruth, ofPredicted] = [0, 0, 0, 0];
  for (let c = 0; c < hits.length; c++) {
    correct += hits[c];
    both += support[c] * predicted[c];
    ofTruth += support[c] * support[c];
    ofPredicted += predicted[c] * predicted[c];
  }
  const spreadOfTruth = total * total - ofTruth;
  const spreadOfPredicted = total * total - ofPredicted;
  if (spreadOfTruth === 0 || spreadOfPredicted === 0) return 0;
  return (correct * total - both) / Math.sqrt(spreadOfTruth * spreadOfPredicted);
}

export const matthewsMetric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'matthews',
  knownAs: ['mcc', 'matthews-corrcoef'],
  range: [-1, 1],
  description: 'Matthews correlation coefficient, in its form for many classes.',
  of: ({ truth, predicted, classes, sampleWeight }) =>
    matthewsOfCounts(countLabels('matthews', truth, predicted, classes.length, { sampleWeight })),
});
