import { type Matrix, matrix } from '@selvedge/data';

/** Softmax of each row: its values may be minus infinity, not all of them. */
export function softmaxRows({ values, rows, columns }: Matrix<Float64Array>): Matrix<Float32Array> {
  const shares = new Float32Array(rows * columns);
  const exponentials = new Float64Array(columns);
  for (let start = 0; start < values.length; start += columns) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < columns; at++) largest = Math.max(largest, values[start + at]);
    let total = 0;
    for (let at = 0; at < columns; at++) {
      exponentials[at] = Math.exp(values[start + at] - largest);
      total += exponentials[at];
    }
    for (let at = 0; at < columns; at++) shares[start + at] = exponentials[at] / total;
  }
  return matrix(shares, rows, columns);
}
