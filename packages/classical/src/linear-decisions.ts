import { type Matrix, matrix } from '@selvedge/data';
import { dot } from './dense-rows.js';

/**
 * Weights times features plus intercept, rows x classes.
 *
 * @param weights - classes x columns
 */
export function linearDecisions(
  { values, rows, columns }: Matrix,
  weights: Float64Array,
  intercepts: Float64Array,
): Matrix<Float64Array> {
  const classes = intercepts.length;
  const decisions = matrix(new Float64Array(rows * classes), rows, classes);
  for (let label = 0; label < classes; label++) {
    const line = weights.subarray(label * columns, (label + 1) * columns);
    for (let row = 0; row < rows; row++) {
      decisions.values[row * classes + label] = dot(values, row * columns, line) + intercepts[label];
    }
  }
  return decisions;
}
