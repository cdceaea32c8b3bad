import { eigenvectors, openDenseProducts } from '@selvedge/compute/kernels';
import type { Matrix } from '@selvedge/data';
import { centred, covariance, rowProducts } from './covariances.js';
import { largeCovariances } from './large-covariances.js';
import { leadingEigenvectors } from './leading-eigenvectors.js';

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
  const size = Math.min(rows, columns);
  // Small ones take no time on one thread, and no runtime to be loaded.
  const products = size * size * Math.max(rows, columns) > LARGE ? await openDenseProducts() : undefined;
  try {
    const covariances = products ? await largeCovariances(features, mean, products) : covariancesOf(features, mean);
    const leading = products && (await leadingEigenvectors(covariances, size, components, products));
    const { values, vectors } = leading ?? (await eigenvectors(covariances, size));
    if (columns <= rows) return signed(vectors, values, columns, components);
    const directions = directionsOf(centred(features, mean), vectors, rows, columns, components);
    return signed(directions, values, columns, components);
  } finally {
    await products?.close();
  }
}

/** A few tenths of a second of plain loops; loading the runtime takes less. */
const LARGE = 3e8;

/** Of the columns, or where they are more than the rows, the products of rows in their place. */
function covariancesOf(features: Matrix, mean: Float64Array): Float64Array {
  const { rows, columns } = features;
  return columns <= rows ? covariance(features, mean) : rowProducts(centred(features, mean), rows, columns);
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
