import { type ConfusionMatrix, predictedCounts, supports } from './confusion-matrix.js';

/**
 * Cohen's kappa: agreement beyond that of independent guesses with the same class frequencies. 1 is perfect, 0 no
 * better than chance.
 *
 * @returns a number in [-1, 1]; NaN when truth and predictions all are one and the same class (0 / 0, as in scikit-learn)
 * @see Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960)
 */
export function cohenKappa(matrix: ConfusionMatrix): number {
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
