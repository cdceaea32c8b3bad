import type { Matrix } from '@selvedge/data';

/** Shares of one-against-the-rest models: each class's own probability, made to sum to 1. */
export function oneVsRestShares(
  { values, rows, columns }: Matrix,
  weights: Float64Array,
  intercepts: Float64Array,
): Float32Array {
  const classes = intercepts.length;
  const shares = new Float32Array(rows * classes);
  const odds = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    let total = 0;
    for (let label = 0; label < classes; label++) {
      let score = intercepts[label];
      for (let column = 0; column < columns; column++) {
        score += values[row * columns + column] * weights[label * columns + column];
      }
      odds[label] = 1 / (1 + Math.exp(-Math.max(score, -700)));
      total += odds[label];
    }
    for (let label = 0; label < classes; label++) shares[row * classes + label] = odds[label] / total;
  }
  return shares;
}
