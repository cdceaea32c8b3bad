/** K. Jordan's, chosen so that small singular values grow fast: five steps bring those of 0.01 and more to 0.7 ... 1.2. */
const [A, B, C] = [3.4445, -4.775, 2.0315];
const STEPS = 5;
/** Added to the norm that a matrix is divided by. */
export const NORM_EPSILON = 1e-7;

/**
 * About the orthogonal factor U V' of a matrix U S V': X <- a X + b (X X') X + c (X X')^2 X, five times, from the matrix
 * over its Frobenius norm.
 *
 * @param x - rows x columns, row-major
 * @see https://kellerjordan.github.io/posts/muon, `newtonschulz5`
 */
export function orthogonalized(x: ArrayLike<number>, rows: number, columns: number): Float64Array {
  let norm = 0;
  for (let i = 0; i < x.length; i++) norm += x[i] * x[i];
  norm = Math.sqrt(norm) + NORM_EPSILON;
  let current: Float64Array = Float64Array.from(x, (value) => value / norm);
  for (let step = 0; step < STEPS; step++) {
    const gram = product(current, transposed(current, rows, columns), rows, columns, rows);
    const squared = product(gram, gram, rows, rows, rows);
    const factor = gram.map((value, i) => B * value + C * squared[i]);
    for (let row = 0; row < rows; row++) factor[row * rows + row] += A;
    current = product(factor, current, rows, rows, columns);
  }
  return current;
}

function transposed(x: Float64Array, rows: number, columns: number): Float64Array {
  return x.map((_, at) => x[(at % rows) * columns + Math.floor(at / rows)]);
}

function product(a: Float64Array, b: Float64Array, rows: number, depth: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let d = 0; d < depth; d++) {
      const left = a[row * depth + d];
      for (let column = 0; column < columns; column++) out[row * columns + column] += left * b[d * columns + column];
    }
  }
  return out;
}
