import type { Matrix } from '@selvedge/data';

/** Rows with their classes and weights. */
interface WeighedLabels {
  readonly features: Matrix;
  readonly labels: Uint16Array;
  readonly classes: number;
  readonly rowWeights: Float64Array;
}

/**
 * The columns of a matrix, each a contiguous array in float64.
 *
 * @param centres - subtracted from each column
 */
export function columnsOf({ values, rows, columns }: Matrix, centres: Float64Array): Float64Array[] {
  return Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] - centres[column]),
  );
}

/**
 * Scores of every row, rows x classes.
 *
 * @param point - classes x width: the weights of a class and behind them its intercept
 */
export function scoresAt(
  point: Float64Array,
  byColumn: readonly Float64Array[],
  rows: number,
  width: number,
  classes: number,
): Float64Array {
  const scores = new Float64Array(rows * classes);
  for (let line = 0; line < classes; line++) {
    for (let column = 0; column < width; column++) {
      const weight = point[line * width + column];
      if (weight === 0) continue;
      const values = byColumn[column];
      for (let row = 0; row < rows; row++) scores[row * classes + line] += values ? weight * values[row] : weight;
    }
  }
  return scores;
}

/**
 * The weighted sum of cross-entropies.
 *
 * @param shares - overwritten with the softmax of the scores
 */
export function lossAt(
  { labels, classes, rowWeights }: WeighedLabels,
  scores: Float64Array,
  shares: Float64Array,
): number {
  let loss = 0;
  for (let row = 0; row < labels.length; row++) {
    const start = row * classes;
    let largest = Number.NEGATIVE_INFINITY;
    for (let at = start; at < start + classes; at++) largest = Math.max(largest, scores[at]);
    let sum = 0;
    for (let at = start; at < start + classes; at++) {
      shares[at] = Math.exp(scores[at] - largest);
      sum += shares[at];
    }
    for (let at = start; at < start + classes; at++) shares[at] /= sum;
    loss += rowWeights[row] * (largest + Math.log(sum) - scores[start + labels[row]]);
  }
  return loss;
}

/**
 * First derivatives of the loss by every weight, and the second by the same weight twice.
 *
 * @param lines - classes whose derivatives are wanted
 * @param gradient - classes x (columns + 1), overwritten
 * @param curvature - of the same shape, overwritten
 */
export function derivatives(
  { labels, classes, rowWeights, features: { rows, columns } }: WeighedLabels,
  byColumn: readonly Float64Array[],
  shares: Float64Array,
  lines: readonly number[],
  gradient: Float64Array,
  curvature: Float64Array,
): void {
  const slopes = new Float64Array(rows);
  const bends = new Float64Array(rows);
  for (const line of lines) {
    for (let row = 0; row < rows; row++) {
      const share = shares[row * classes + line];
      slopes[row] = rowWeights[row] * (share - Number(labels[row] === line));
      bends[row] = rowWeights[row] * share * (1 - share);
    }
    for (let column = 0; column <= columns; column++) {
      const values = byColumn[column];
      let [slope, bend] = [0, 0];
      for (let row = 0; row < rows; row++) {
        const value = values ? values[row] : 1;
        slope += slopes[row] * value;
        bend += bends[row] * value * value;
      }
      gradient[line * (columns + 1) + column] = slope;
      curvature[line * (columns + 1) + column] = bend;
    }
  }
}
