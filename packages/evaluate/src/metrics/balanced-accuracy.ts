import type { Labels } from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import { countAnyLabels, countLabels, type LabelCounts } from './label-counts.js';
import { defineMetric, type MetricDefinition } from './metric.js';
import type { WeightOptions } from './weight-of-rows.js';

/**
 * Mean recall over the classes that have rows: accuracy as if the classes were equally frequent. In [0, 1]. As
 * scikit-learn's `balanced_accuracy_score`.
 *
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows
 */
export const balancedAccuracyScore = (truth: Labels, predicted: Labels, options: WeightOptions = {}): number =>
  balancedAccuracyOfCounts(countAnyLabels('balancedAccuracyScore', truth, predicted, options));

/** The same from counts that are already there. */
export function balancedAccuracyOfCounts({ support, hits }: LabelCounts): number {
  return mean(Array.from(support).flatMap((rows, c) => (rows > 0 ? [hits[c] / rows] : [])));
}

export const balancedAccuracyMetric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'balanced-accuracy',
  knownAs: ['balanced-accuracy-score'],
  description: 'Mean recall over the classes that have rows.',
  of: ({ truth, predicted, classes, sampleWeight }) =>
    balancedAccuracyOfCounts(countLabels('balanced-accuracy', truth, predicted, classes.length, { sampleWeight })),
});
