import type { Rng } from '@selvedge/data';

/**
 * A matrix of `out.length / columns` rows with orthonormal rows or columns, whichever are fewer: Gram and Schmidt on
 * normal numbers, twice over, which keeps the products below 1e-7.
 *
 * @see Saxe, McClelland & Ganguli, Exact solutions to the nonlinear dynamics of learning, ICLR 2014
 */
export function orthogonal(out: Float32Array, columns: number, rng: Rng): void {
  const rows = out.length / columns;
  const [vectors, length] = rows < columns ? [rows, columns] : [columns, rows];
  const basis: Float64Array[] = [];
  for (let v = 0; v < vectors; v++) {
    const vector = Float64Array.from({ length }, () => rng.normal());
    for (let pass = 0; pass < 2; pass++) for (const other of basis) subtractProjection(vector, other);
    const norm = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < length; i++) vector[i] /= norm;
    basis.push(vector);
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      out[row * columns + column] = rows < columns ? basis[row][column] : basis[column][row];
    }
  }
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const share = dot(vector, unit);
  for (let i = 0; i < vector.length; i++) vector[i] -= share * unit[i];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
