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
