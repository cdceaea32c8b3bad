import type { Matrix } from '@selvedge/data';

/** Rows that are solved for at a time: one element of each lies beside the others'. */
const BLOCK = 64;

/**
 * Squared Mahalanobis distances of rows from a mean, |L⁻¹ (x - mean)|², by forward substitution.
 *
 * @param lower - Cholesky's factor L of the covariance, columns x columns
 * @param onBlock - called now and then; may throw
 */
export function squaredDistances(
  { values, rows, columns }: Matrix,
  mean: Float64Array,
  lower: Float64Array,
  onBlock: () => void = () => {},
): Float64Array {
  const distances = new Float64Array(rows);
  const solved = new Float64Array(columns * BLOCK);
  for (let first = 0; first < rows; first += BLOCK) {
    onBlock();
    const size = Math.min(BLOCK, rows - first);
    for (let row = 0; row < size; row++) {
      const start = (first + row) * columns;
      for (let column = 0; column < columns; column++) {
        solved[column * BLOCK + row] = values[start + column] - mean[column];
      }
    }
    for (let i = 0; i < columns; i++) {
      subtractSolved(solved, lower, i, columns);
      const scale = 1 / lower[i * columns + i];
      for (let row = 0, at = i * BLOCK; row < size; row++, at++) {
        solved[at] *= scale;
        distances[first + row] += solved[at] * solved[at];
      }
    }
  }
  return distances;
}

/** Takes the elements before `i` out of element `i`, four at a time. */
function subtractSolved(solved: Float64Array, lower: Float64Array, i: number, columns: number): void {
  const target = i * BLOCK;
  const factors = i * columns;
  let k = 0;
  for (; k + 4 <= i; k += 4) {
    const a = lower[factors + k];
    const b = lower[factors + k + 1];
    const c = lower[factors + k + 2];
    const d = lower[factors + k + 3];
    const from = k * BLOCK;
    for (let row = 0; row < BLOCK; row++) {
      const at = from + row;
      solved[target + row] -=
        a * solved[at] + b * solved[at + BLOCK] + (c * solved[at + 2 * BLOCK] + d * solved[at + 3 * BLOCK]);
    }
  }
  for (; k < i; k++) {
    const a = lower[factors + k];
    for (let row = 0; row < BLOCK; row++) solved[target + row] -= a * solved[k * BLOCK + row];
  }
}
