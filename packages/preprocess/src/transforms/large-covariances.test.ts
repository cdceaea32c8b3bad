import { openDenseProducts } from '@selvedge/compute/kernels';
import { createRng, type Matrix, matrix, type Numbers } from '@selvedge/data';
import { columnMoments } from '@selvedge/data/arithmetic';
import { centred, covariance, rowProducts } from './covariances.js';
import { largeCovariances } from './large-covariances.js';

const rng = createRng(8);

async function large(features: Matrix<Numbers>): Promise<Float64Array> {
  const products = await openDenseProducts();
  const result = await largeCovariances(features, columnMoments(features).means, products);
  await products.close();
  return result;
}

describe('largeCovariances(features, mean, products)', () => {
  test.each([
    ['bytes', Uint8Array.from({ length: 20_000 * 5 }, () => rng.int(256)), 20_000, 5],
    ['bytes of one value', new Uint8Array(40_000 * 3).fill(255), 40_000, 3],
    ['float32', Float32Array.from({ length: 300 * 37 }, () => 100 + rng.normal()), 300, 37],
    ['float64', Float64Array.from({ length: 50 * 50 }, () => rng.normal()), 50, 50],
  ])('of %s are those of plain loops', async (_, values, rows, columns) => {
    const features = matrix<Numbers>(values, rows, columns);
    const plain = covariance(features, columnMoments(features).means);
    const found = await large(features);
    for (const [at, value] of plain.entries()) expect(found[at]).toBeCloseTo(value, 9);
  });

  test('of more columns than rows are products of rows', async () => {
    const features = matrix(
      Float64Array.from({ length: 9 * 31 }, () => rng.normal()),
      9,
      31,
    );
    const plain = rowProducts(centred(features, columnMoments(features).means), 9, 31);
    const found = await large(features);
    for (const [at, value] of plain.entries()) expect(found[at]).toBeCloseTo(value, 12);
  });
});
