import { matrix, type ShapedRows } from '@selvedge/data';
import { createTransform, loadTransform } from './transforms.js';
import reference from './uneven-columns.reference.json' with { type: 'json' };

const columns = reference.train[0].length;
const train: ShapedRows = {
  features: matrix(Float64Array.from(reference.train.flat()), reference.train.length, columns),
  shape: [columns],
};

describe('scalings of constant, near-constant, offset, tiny and huge columns', () => {
  test.each(['standardize', 'min-max'] as const)('%s is that of scikit-learn, when loaded too', async (kind) => {
    const fitted = await createTransform({ kind }).fit(train);
    for (const transform of [fitted, loadTransform(fitted.save())]) {
      const { values } = transform.apply(train).features;
      // Results are float32: half a step of numbers up to 2.
      for (const [at, value] of reference[kind].flat().entries())
        expect(Math.abs(values[at] - value)).toBeLessThan(1.2e-7);
    }
  });

  test('a channel of 255 alone keeps its width', async () => {
    const pixels = Uint8Array.from({ length: 4 * 3000 }, (_, at) => (at % 4 === 3 ? 255 : (at * 37) % 251));
    const rows = { features: matrix(pixels, 300, 40), shape: [10, 4] };
    const fitted = await createTransform({ kind: 'standardize', per: 'channel' }).fit(rows);
    const other = { features: matrix(new Uint8Array(40).fill(254), 1, 40), shape: [10, 4] };
    expect(fitted.apply(other).features.values[3]).toBeCloseTo(-1, 6);
  });
});

// StandardScaler().fit([[1, nan], [3, 4], [5, 8]]).transform: [[-1.2247, nan], [0, -1], [1.2247, 1]] (scikit-learn 1.9)
test('a missing value leaves the statistics of its column to the others, and PCA names it', async () => {
  const rows = { features: matrix(Float64Array.of(1, Number.NaN, 3, 4, 5, 8), 3, 2), shape: [2] };
  const { features } = (await createTransform({ kind: 'standardize' }).fit(rows)).apply(rows);
  const expected = [-1.2247448, Number.NaN, 0, -1, 1.2247448, 1];
  expect(Array.from(features.values, (value) => Math.round(value * 1e5) / 1e5)).toEqual(
    expected.map((value) => Math.round(value * 1e5) / 1e5),
  );
  await expect(createTransform({ kind: 'pca', components: 1 }).fit(rows)).rejects.toThrow(/row 0, column 1|NaN/);
});
