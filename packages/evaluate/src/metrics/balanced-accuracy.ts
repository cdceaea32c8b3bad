import { type ConfusionMatrix, supports } from './confusion-matrix.js';

/** Mean recall over the classes that have rows: accuracy as if the classes were equally frequent. In [0, 1]. */
export function balancedAccuracy(matrix: ConfusionMatrix): number {
  const support = supports(matrix);
  const present = support.flatMap((rows, c) => (rows > 0 ? [matrix.counts[c][c] / rows] : []));
  return present.reduce((sum, recall) => sum + recall, 0) / present.length;
}
