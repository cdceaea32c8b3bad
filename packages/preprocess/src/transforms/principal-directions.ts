import type { Matrix } from '@selvedge/data';

/** Unit directions, components x columns, and the variance along each, descending. */
export interface PrincipalDirections {
  readonly directions: Float32Array;
  readonly variances: Float64Array;
}

/**
 * The directions of largest variance of rows about their mean, from the smaller of two symmetric matrices: of the
 * columns' covariances, or of the products of rows, whose eigenvectors give the same directions where columns are many.
 */
export async function principalDirections(
  features: Matrix,
  mean: Float64Array,
  components: number,
): Promise<PrincipalDirections> {
  const { rows, columns } = features;
  if (columns <= rows) {
    const { values, vectors } = await eigen(covariance(features, mean), columns);
    return signed(vectors, values, columns, components);
  }
  const centred = new Float64Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) centred[at] = features.values[at] - mean[column];
  const { values, vectors } = await eigen(rowProducts(centred, rows, columns), rows);
  return signed(directionsOf(centred, vectors, rows, columns, components), values, columns, components);
}

/** Eigenvalues, descending, and their unit vectors, one after the other. */
async function eigen(matrix: Float64Array, size: number): Promise<{ values: Float64Array; vectors: Float64Array }> {
  // As long to load as half of this package, and for this transform alone.
  const { EigenvalueDecomposition, Matrix: MlMatrix } = await import('ml-matrix');
  const square = MlMatrix.from1DArray(size, size, matrix as unknown as number[]);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(square, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, at) => at).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const vectors = new Float64Array(size * size);
  for (const [at, place] of order.entries())
    for (let row = 0; row < size; row++) vectors[at * size + row] = eigenvectorMatrix.get(row, place);
  return { values: Float64Array.from(order, (place) => realEigenvalues[place]), vectors };
}

function signed(vectors: Float64Array, values: Float64Array, columns: number, components: number): PrincipalDirections {
  const directions = new Float32Array(components * columns);
  const variances = new Float64Array(components);
  for (let at = 0; at < components; at++) {
    variances[at] = Math.max(0, values[at]);
    const vector = vectors.subarray(at * columns, (at + 1) * columns);
    const largest = vector.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0);
    for (let column = 0; column < columns; column++)
      directions[at * columns + column] = largest < 0 ? -vector[column] : vector[column];
  }
  return { directions, variances };
}

/** Rows that are accumulated together: their centred values fit the first-level cache beside a stretch of the sums. */
const BLOCK = 8;

function covariance({ values, rows, columns }: Matrix, mean: Float64Array): Float64Array {
  const sums = new Float64Array(columns * columns);
  const centred = new Float64Array(BLOCK * columns);
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    centred.fill(0);
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < columns; column++) {
        centred[column * BLOCK + row] = values[(first + row) * columns + column] - mean[column];
      }
    }
    for (let i = 0; i < columns; i++) {
      const a = i * BLOCK;
      const [a0, a1, a2, a3] = [centred[a], centred[a + 1], centred[a + 2], centred[a + 3]];
      const [a4, a5, a6, a7] = [centred[a + 4], centred[a + 5], centred[a + 6], centred[a + 7]];
      for (let j = i, b = i * BLOCK; j < columns; j++, b += BLOCK) {
        sums[i * columns + j] +=
          a0 * centred[b] +
          a1 * centred[b + 1] +
          a2 * centred[b + 2] +
          a3 * centred[b + 3] +
          a4 * centred[b + 4] +
          a5 * centred[b + 5] +
          a6 * centred[b + 6] +
          a7 * centred[b + 7];
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
function rowProducts(centred: Float64Array, rows: number, columns: number): Float64Array {
  const products = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = i; j < rows; j++) {
      let sum = 0;
      for (let a = i * columns, b = j * columns, end = a + columns; a < end; a++, b++) sum += centred[a] * centred[b];
      products[i * rows + j] = sum / (rows - 1);
      products[j * rows + i] = products[i * rows + j];
    }
  }
  return products;
}

/**
 * Centred rows' sums weighted by each eigenvector, made orthonormal in order. A direction without variance, of which
 * only rounding is left, becomes the first axis that is not in the span of the others.
 */
function directionsOf(
  centred: Float64Array,
  vectors: Float64Array,
  rows: number,
  columns: number,
  components: number,
): Float64Array {
  const directions = new Float64Array(components * columns);
  let largest = 0;
  for (let at = 0, axis = 0; at < components; at++) {
    const direction = directions.subarray(at * columns, (at + 1) * columns);
    for (let row = 0; row < rows; row++) {
      const share = vectors[at * rows + row];
      for (let column = 0; column < columns; column++) direction[column] += share * centred[row * columns + column];
    }
    largest = Math.max(largest, lengthOf(direction));
    while (!orthonormalise(directions, at, columns, largest * 1e-7)) direction.fill(0)[axis++] = largest || 1;
  }
  return directions;
}

const lengthOf = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0));

/** Gram-Schmidt, twice because once leaves rounding; false where at most `least` of the direction remains. */
function orthonormalise(directions: Float64Array, at: number, columns: number, least: number): boolean {
  const direction = directions.subarray(at * columns, (at + 1) * columns);
  for (let pass = 0; pass < 2; pass++) {
    for (let before = 0; before < at * columns; before += columns) {
      let product = 0;
      for (let column = 0; column < columns; column++) product += direction[column] * directions[before + column];
      for (let column = 0; column < columns; column++) direction[column] -= product * directions[before + column];
    }
  }
  const length = lengthOf(direction);
  if (length <= least) return false;
  for (let column = 0; column < columns; column++) direction[column] /= length;
  return true;
}
