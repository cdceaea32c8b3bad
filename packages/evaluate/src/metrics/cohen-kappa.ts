import type { Labels } from '@selvedge/data';
import {
  type ConfusionMatrix,
  confusionMatrix,
  confusionOfLabels,
  predictedCounts,
  supports,
} from './confusion-matrix.js';
import { defineMetric, type MetricDefinition } from './metric.js';

/**
 * Cohen's kappa: agreement beyond that of independent guesses with the same class frequencies. 1 is perfect, 0 no
 * better than chance. As scikit-learn's `cohen_kappa_score`.
 *
 * @returns a number in [-1, 1]; NaN when truth and predictions all are one and the same class (0 / 0, as in scikit-learn)
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows
 * @see Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960)
 */
export const cohenKappaScore = (truth: Labels, predicted: Labels): number =>
  cohenKappaOfConfusion(confusionOfLabels('cohenKappaScore', truth, predicted));

/** The same from counts that are already there. */
export function cohenKappaOfConfusion(matrix: ConfusionMatrix): number {
  const { counts, total } = matrix;
  const support = supports(matrix);
  const predicted = predictedCounts(matrix);
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < counts.length; c++) {
    observed += counts[c][c];
    expected += (support[c] * predicted[c]) / total;
  }
  return 1 - (total - observed) / (total - expected);
}

export const cohenKappaMetric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'cohen-kappa',
  range: [-1, 1],
  description: 'Agreement beyond that of independent guesses with the same class frequencies.',
  of: ({ truth, predicted, classes }) => cohenKappaOfConfusion(confusionMatrix(truth, predicted, classes)),
});
