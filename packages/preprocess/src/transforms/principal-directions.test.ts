import { createRng, matrix } from '@selvedge/data';
import { columnMoments } from '@selvedge/data/arithmetic';
import { principalDirections } from './principal-directions.js';
import { createTransform } from './transforms.js';

const rng = createRng(3);
const wide = matrix(
  Float64Array.from({ length: 12 * 20 }, () => rng.normal()),
  12,
  20,
);

describe('principalDirections(features, mean, components)', () => {
  test('of more columns than rows are orthonormal and have the variances of the projections', async () => {
    const { means } = columnMoments(wide);
    const { directions, variances } = await principalDirections(wide, means, 12);
    const direction = (at: number): Float32Array => directions.subarray(at * 20, (at + 1) * 20);
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
      Array.from(a).reduce((sum, value, at) => sum + value * b[at], 0);
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j <= i; j++) expect(dot(direction(i), direction(j))).toBeCloseTo(i === j ? 1 : 0, 5);
      const projected = Array.from({ length: 12 }, (_, row) =>
        dot(
          direction(i),
          wide.values.subarray(row * 20, (row + 1) * 20).map((value, at) => value - means[at]),
        ),
      );
      expect(dot(projected, projected) / 11).toBeCloseTo(variances[i], 5);
    }
    expect(variances[11]).toBeCloseTo(0, 10);
  });

  test('are those of the covariances, whichever matrix is smaller', async () => {
    const columns = 11; // the same rows, cut to fewer columns than rows, then padded with constant ones
    const cut = (width: number): Float64Array =>
      Float64Array.from({ length: 12 * width }, (_, at) =>
        at % width < columns ? wide.values[Math.floor(at / width) * 20 + (at % width)] : 7,
      );
    const narrow = matrix(cut(columns), 12, columns);
    const padded = matrix(cut(15), 12, 15);
    const a = await principalDirections(narrow, columnMoments(narrow).means, 5);
    const b = await principalDirections(padded, columnMoments(padded).means, 5);
    for (let at = 0; at < 5; at++) {
      expect(a.variances[at]).toBeCloseTo(b.variances[at], 10);
      for (let column = 0; column < columns; column++)
        expect(a.directions[at * columns + column]).toBeCloseTo(b.directions[at * 15 + column], 5);
    }
  });

  test('leave a constant column out, however large its number is', async () => {
    const rows = 101; // the mean of as many times 1e20 is 49152 off
    const features = matrix(
      Float64Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 0 ? 1e20 : (at - 1) / 2)),
      rows,
      2,
    );
    const fitted = await createTransform({ kind: 'pca', components: 1 }).fit({ features, shape: [2] });
    expect([...fitted.apply({ features, shape: [2] }).features.values].slice(0, 3)).toEqual([-50, -49, -48]);
  });

  test.each([2, 300])('of a single row of %i columns are without variance', async (columns) => {
    const features = matrix(
      Float64Array.from({ length: columns }, (_, at) => at + 0.5),
      1,
      columns,
    );
    const { directions, variances } = await principalDirections(features, features.values as Float64Array, 1);
    expect([...variances]).toEqual([0]);
    expect(directions.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 6);
    const fitted = await createTransform({ kind: 'pca', components: 1 }).fit({ features, shape: [columns] });
    expect([...fitted.apply({ features, shape: [columns] }).features.values]).toEqual([0]);
  });

  test('without variance are whitened to 0', async () => {
    const rows = { features: matrix(Float64Array.of(1, 2, 2, 4, 3, 6, 4, 8), 4, 2), shape: [2] };
    const fitted = await createTransform({ kind: 'pca', components: 2, whiten: true }).fit(rows);
    const { values } = fitted.apply({ features: matrix(Float64Array.of(5, -3), 1, 2), shape: [2] }).features;
    expect(values[1]).toBe(0);
  });
});
