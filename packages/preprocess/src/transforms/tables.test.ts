import { type Matrix, matrix, type ShapedRows } from '@selvedge/data';
import type { TransformSpec } from '../specs.generated.js';
import reference from './tables.reference.json' with { type: 'json' };
import { createTransform, loadTransform } from './transforms.js';

const rowsOf = (listed: readonly (readonly (number | null)[])[]): ShapedRows => {
  const values = Float64Array.from(listed.flat(), (value) => value ?? Number.NaN);
  return { features: matrix(values, listed.length, listed[0].length), shape: [listed[0].length] };
};

const test9 = rowsOf(reference.test);

async function applied(spec: TransformSpec, train: ShapedRows, rows: ShapedRows): Promise<Matrix> {
  const fitted = await createTransform(spec).fit(train);
  const { features, shape } = fitted.apply(rows);
  expect(loadTransform(fitted.save()).apply(rows)).toEqual({ features, shape });
  expect(shape).toEqual([features.columns]);
  return features;
}

/** To the digits of float32, which scaled values have. */
const rounded = (values: ArrayLike<number>): number[] =>
  Array.from(values, (value) => Number(Math.fround(value).toPrecision(6)));
const expected = (listed: readonly (readonly (number | null)[])[]): number[] => rounded(rowsOf(listed).features.values);

test.each(['mean', 'median', 'most-frequent'] as const)(
  'impute fills with the %s as SimpleImputer does',
  async (strategy) => {
    const filled = await applied({ kind: 'impute', strategy }, rowsOf(reference.holes), test9);
    expect(rounded(filled.values)).toEqual(expected(reference[strategy]));
  },
);

test('impute fills with a constant, and indicates what was missing', async () => {
  const holes = rowsOf(reference.holes);
  const constant = await applied({ kind: 'impute', strategy: 'constant', value: -1 }, holes, test9);
  expect(rounded(constant.values)).toEqual(expected(reference.constant));
  const indicated = await applied({ kind: 'impute', indicator: true }, holes, test9);
  expect(rounded(indicated.values)).toEqual(expected(reference.indicator));
  const empty = rowsOf([
    [1, null],
    [2, null],
  ]);
  await expect(createTransform({ kind: 'impute' }).fit(empty)).rejects.toThrow(/column 1 has no value.*drop/);
});

test('robust-scale is RobustScaler, and leaves missing values out of its statistics', async () => {
  const scaled = await applied({ kind: 'robust-scale' }, rowsOf(reference.holes), test9);
  expect(rounded(scaled.values)).toEqual(expected(reference.robust));
});

test('quantile-bins is KBinsDiscretizer by quantiles', async () => {
  const full = rowsOf(reference.full.map((row) => row.slice(0, 3)));
  for (const [at, bins] of [2, 4, 5, 7].entries()) {
    const found = await applied({ kind: 'quantile-bins', bins }, full, full);
    expect([bins, ...found.values]).toEqual([bins, ...expected(reference.bins[at])]);
  }
  await expect(createTransform({ kind: 'quantile-bins' }).fit(rowsOf(reference.holes))).rejects.toThrow(
    /quantile-bins/,
  );
});
