import type { Labels } from '@selvedge/data';
import { countAnyLabels, countLabels, type LabelCounts } from './label-counts.js';
import { defineMetric, type MetricDefinition } from './metric.js';
import type { WeightOptions } from './weight-of-rows.js';

/**
 * Cohen's kappa: agreement beyond that of independent guesses with the same class frequencies. 1 is perfect, 0 no
 * better than chance. As scikit-learn's `cohen_kappa_score`.
 *
 * @returns a number in [-1, 1]; NaN when truth and predictions all are one and the same class (0 / 0, as in scikit-learn)
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows
 * @see Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960)
 */
export const cohenKappaScore = (truth: Labels, predicted: Labels, options: WeightOptions = {}): number =>
  cohenKappaOfCounts(countAnyLabels('cohenKappaScore', truth, predicted, options));

/** The same from counts that are already there. */
export function cohenKappaOfCounts({ support, predicted, hits, total }: LabelCounts): number {
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < hits.length; c++) {
    observed += hits[c];
    expected += (support[c] * predicted[c]) / total;
  }
  return 1 - (total - observed) / (total - expected);
}

export const cohenKappaMetric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'cohen-kappa',
  knownAs: ['kappa', 'cohen-kappa-score'],
  range: [-1, 1],
  description: 'Agreement beyond that of independent guesses with the same class frequencies.',
  of: ({ truth, predicted, classes, sampleWeight }) =>
    cohenKappaOfCounts(countLabels('cohen-kappa', truth, predicted, classes.length, { sampleWeight })),
});
