import type { Matrix } from '@selvedge/data';

/** Rows that are accumulated together: their centred values fit the first-level cache beside a stretch of the sums. */
const BLOCK = 8;

/** Covariances of columns, columns x columns. */
export function covariance({ values, rows, columns }: Matrix, mean: Float64Array): Float64Array {
  const sums = new Float64Array(columns * columns);
  const block = new Float64Array(BLOCK * columns);
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    block.fill(0);
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < columns; column++) {
        block[column * BLOCK + row] = values[(first + row) * columns + column] - mean[column];
      }
    }
    for (let i = 0; i < columns; i++) {
      const a = i * BLOCK;
      const [a0, a1, a2, a3] = [block[a], block[a + 1], block[a + 2], block[a + 3]];
      const [a4, a5, a6, a7] = [block[a + 4], block[a + 5], block[a + 6], block[a + 7]];
      for (let j = i, b = i * BLOCK; j < columns; j++, b += BLOCK) {
        sums[i * columns + j] +=
          a0 * block[b] +
          a1 * block[b + 1] +
          a2 * block[b + 2] +
          a3 * block[b + 3] +
          a4 * block[b + 4] +
          a5 * block[b + 5] +
          a6 * block[b + 6] +
          a7 * block[b + 7];
      }
    }
  }
  for (let i = 0; i < columns; i++) {
    for (let j = i; j < columns; j++) {
      const value = sums[i * columns + j] / Math.max(1, rows - 1);
      sums[i * columns + j] = value;
      sums[j * columns + i] = value;
    }
  }
  return sums;
}

/** Products of centred rows with each other, divided as covariances are: rows x rows. */
export function rowProducts(centred: Float64Array, rows: number, columns: number): Float64Array {
  const products = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = i; j < rows; j++) {
      let sum = 0;
      for (let a = i * columns, b = j * columns, end = a + columns; a < end; a++, b++) sum += centred[a] * centred[b];
      products[i * rows + j] = sum / Math.max(1, rows - 1);
      products[j * rows + i] = products[i * rows + j];
    }
  }
  return products;
}

/** Rows about the mean, in float64. */
export function centred({ values, rows, columns }: Matrix, mean: Float64Array): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) result[at] = values[at] - mean[column];
  return result;
}
