import { type FittedTransform, matrix, type ShapedRows, type Transform } from '@selvedge/data';
import { checkFittedOn } from './check-fitted-on.js';

const rowsOf = (values: readonly number[]): ShapedRows => ({
  features: matrix(Float32Array.from(values), values.length, 1),
  shape: [1],
});
const meanOf = ({ features }: ShapedRows): number =>
  [...features.values].reduce((sum, v) => sum + v, 0) / features.rows;
const minus = (rows: ShapedRows, mean: number): ShapedRows => rowsOf([...rows.features.values].map((v) => v - mean));

/** Subtracts a mean: of the rows that it was fitted on, or of those that a broken twin takes. */
const centring = (apply: typeof minus, fit = meanOf): Transform => ({
  kind: 'centre',
  params: {},
  fit: async (train) => {
    const mean = fit(train);
    return {
      kind: 'centre',
      apply: (rows: ShapedRows) => apply(rows, mean),
      save: () => ({}),
    } as unknown as FittedTransform;
  },
});
const check = (transform: Transform) => checkFittedOn(() => [transform], rowsOf([1, 2, 3, 10]), rowsOf([20, 30]));

describe('checkFittedOn(make, train, others)', () => {
  test('accepts statistics of the training rows', async () => {
    await expect(check(centring(minus))).resolves.toBeUndefined();
  });

  test('refuses statistics of the rows that a step is applied to', async () => {
    await expect(check(centring((rows) => minus(rows, meanOf(rows))))).rejects.toThrow(
      /centre: prepares a row differently when other rows are beside it/,
    );
  });

  test('refuses statistics that remember the rows of other fits', async () => {
    const seen: number[] = [];
    const remember = ({ features }: ShapedRows): number => {
      seen.push(...features.values);
      return seen.reduce((sum, value) => sum + value, 0) / seen.length;
    };
    await expect(check(centring(minus, remember))).rejects.toThrow(/state leak: centre fitted twice on the same rows/);
  });
});
