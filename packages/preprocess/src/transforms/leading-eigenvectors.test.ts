import { eigenvectors, openDenseProducts } from '@selvedge/compute/kernels';
import { createRng } from '@selvedge/data';
import { leadingEigenvectors } from './leading-eigenvectors.js';

const SIZE = 240;

/** A symmetric matrix of these eigenvalues, 0 beyond them, and its eigenvectors. */
function matrixOf(values: readonly number[]): Float64Array {
  const rng = createRng(5);
  const vectors: number[][] = [];
  for (const _ of values) {
    const vector = Array.from({ length: SIZE }, () => rng.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of vectors) {
        const share = vector.reduce((sum, entry, at) => sum + entry * other[at], 0);
        for (let at = 0; at < SIZE; at++) vector[at] -= share * other[at];
      }
    }
    const length = Math.hypot(...vector);
    vectors.push(vector.map((entry) => entry / length));
  }
  const square = new Float64Array(SIZE * SIZE);
  for (let i = 0; i < SIZE; i++)
    for (let j = 0; j < SIZE; j++)
      square[i * SIZE + j] = values.reduce((sum, value, at) => sum + value * vectors[at][i] * vectors[at][j], 0);
  return square;
}

const falling = (factor: number): number[] => Array.from({ length: SIZE }, (_, at) => factor ** at);

describe('leadingEigenvectors(square, size, count, products)', () => {
  test.each([
    ['that hardly fall', falling(0.999)],
    ['that fall by half', falling(0.5)],
    ['that fall by a tenth', falling(0.1)],
    ['of which few are above 0', [9, 5, 5, 1, 0.1]],
    ['that are all 0', []],
  ])('finds those of values %s', async (_, values) => {
    const products = await openDenseProducts();
    const square = matrixOf(values);
    const count = 12;
    const found = await leadingEigenvectors(square, SIZE, count, products);
    await products.close();
    if (!found) throw new Error('they did not converge');
    const all = await eigenvectors(square, SIZE);
    for (let i = 0; i < count; i++) {
      expect(found.values[i]).toBeCloseTo(all.values[i], 9);
      const vector = found.vectors.subarray(i * SIZE, (i + 1) * SIZE);
      const rest = Array.from({ length: SIZE }, (_, row) => {
        const multiple = vector.reduce((sum, entry, at) => sum + entry * square[row * SIZE + at], 0);
        return multiple - found.values[i] * vector[row];
      });
      expect(Math.hypot(...rest)).toBeLessThan(1e-9);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
    }
  });

  test('leaves it where a large share of the vectors is wanted', async () => {
    const products = await openDenseProducts();
    expect(await leadingEigenvectors(matrixOf([1]), SIZE, 100, products)).toBeUndefined();
    await products.close();
  });
});
