import { type ConfusionMatrix, predictedCounts, supports } from './confusion-matrix.js';

/**
 * Matthews correlation coefficient, in its form for many classes (R_K).
 *
 * @returns a number in [-1, 1]; 0 when truth or predictions hold one class only, as in scikit-learn
 * @see Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient, Computational Biology and
 * Chemistry 28 (2004)
 */
export function matthewsCorrelation(matrix: ConfusionMatrix): number {
  const { counts, total } = matrix;
  const support = supports(matrix);
  const predicted = predictedCounts(matrix);
  let [correct, both, ofTruth, ofPredicted] = [0, 0, 0, 0];
  for (let c = 0; c < counts.length; c++) {
    correct += counts[c][c];
    both += support[c] * predicted[c];
    ofTruth += support[c] * support[c];
    ofPredicted += predicted[c] * predicted[c];
  }
  const spreadOfTruth = total * total - ofTruth;
  const spreadOfPredicted = total * total - ofPredicted;
  if (spreadOfTruth === 0 || spreadOfPredicted === 0) return 0;
  return (correct * total - both) / Math.sqrt(spreadOfTruth * spreadOfPredicted);
}
