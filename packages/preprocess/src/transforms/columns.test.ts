import { decodeSafetensors, encodeSafetensors, type Matrix, matrix, type ShapedRows } from '@selvedge/data';
import type { TransformSpec } from '../specs.generated.js';
import reference from './columns.reference.json' with { type: 'json' };
import { createTransform, loadTransform } from './transforms.js';

const NAMES = ['age', 'income', 'town', 'sex', 'score'];

function rowsOf(listed: readonly (readonly (number | null)[])[], names?: readonly string[]): ShapedRows {
  const values = Float64Array.from(listed.flat(), (value) => value ?? Number.NaN);
  const width = listed[0].length;
  return { features: matrix(values, listed.length, width, names && { names }), shape: [width] };
}

const train = rowsOf(reference.train, NAMES);
const others = rowsOf(reference.test, NAMES);

async function applied(spec: TransformSpec, rows = others, on = train): Promise<Matrix> {
  const fitted = await createTransform(spec).fit(on);
  const { features, shape } = fitted.apply(rows);
  expect(shape).toEqual([features.columns]);
  const loaded = loadTransform(decodeSafetensors(encodeSafetensors(fitted.save()), spec.kind));
  expect(loaded.apply(rows)).toEqual({ features, shape });
  expect(loaded.save()).toEqual(fitted.save());
  return features;
}

function expectClose({ values }: Matrix, listed: readonly (readonly (number | null)[])[]): void {
  const wanted = listed.flat();
  expect(values).toHaveLength(wanted.length);
  for (const [at, value] of wanted.entries()) {
    if (value === null) expect(values[at]).toBeNaN();
    else expect(Math.abs(values[at] - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
  }
}

const BY_COLUMN: TransformSpec = {
  kind: 'columns',
  transformers: [
    { columns: ['age', 'income'], steps: [{ kind: 'impute', strategy: 'median' }, { kind: 'standardize' }] },
    { columns: ['sex', 'town'], steps: [{ kind: 'one-hot' }] },
    { columns: ['town'], steps: [{ kind: 'ordinal' }] },
  ],
};

describe('columns', () => {
  test('is ColumnTransformer, with names that come out', async () => {
    const features = await applied(BY_COLUMN);
    expectClose(features, reference.byColumn);
    const ones = ['sex=0', 'sex=1', 'sex=2', 'town=-2', 'town=3', 'town=7.5', 'town=10'];
    expect(features.names).toEqual(['age', 'income', ...ones, 'town', 'score']);
  });

  test('takes rows whose columns stand in another order', async () => {
    const order = [4, 2, 0, 3, 1];
    const turned = reference.test.map((row) => order.map((at) => row[at]));
    const fitted = await createTransform(BY_COLUMN).fit(train);
    const rows = rowsOf(
      turned,
      order.map((at) => NAMES[at]),
    );
    expect(fitted.apply(rows)).toEqual(fitted.apply(others));
  });

  test('drops the remainder where it is asked to, and names columns that a step makes', async () => {
    const transformers = [{ columns: [1, 'score'], steps: [{ kind: 'pca', components: 1 }] }] as const;
    const features = await applied({ kind: 'columns', transformers, remainder: 'drop' });
    const { values, rows, columns } = features;
    expectClose({ values: values.map(Math.abs), rows, columns }, reference.projected);
    expect(features.names).toEqual(['pca0']);
    const robust: TransformSpec = {
      kind: 'columns',
      transformers: [{ columns: [4], steps: [{ kind: 'robust-scale' }] }],
    };
    const unnamed = await applied(robust, rowsOf(reference.test), rowsOf(reference.train));
    expectClose(unnamed, reference.robust);
    expect(unnamed.names).toBeUndefined();
  });

  test('keeps bytes where every column is made of them', async () => {
    const bytes = { features: matrix(Uint8Array.of(1, 2, 3, 4, 5, 6), 2, 3), shape: [3] };
    const spec: TransformSpec = { kind: 'columns', transformers: [{ columns: [2] }] };
    const { values } = await applied(spec, bytes, bytes);
    expect(values).toEqual(Uint8Array.of(3, 1, 2, 6, 4, 5));
  });

  test.each<[TransformSpec, RegExp]>([
    [
      { kind: 'columns', transformers: [{ columns: ['agee'] }] },
      /^transform 'columns': no column is named 'agee'; did you mean 'age'\?$/,
    ],
    [{ kind: 'columns', transformers: [{ columns: [7] }] }, /there is no column 7; columns are age, income/],
    [{ kind: 'columns', transformers: [{ columns: ['age', 0] }] }, /column 'age' is named twice/],
    [
      { kind: 'columns', transformers: [{ columns: ['age'] }, { columns: ['age', 'sex'] }] },
      /two transformers give a column named 'age'. Write a prefix in one of them/,
    ],
    [
      { kind: 'columns', transformers: [{ columns: ['age', 'sex'], steps: [{ kind: 'reshape', shape: [1, 2] }] }] },
      /rows of shape \[1, 2\]; need columns. End its steps with \{ kind: flatten \}/,
    ],
    [{ kind: 'select', drop: NAMES }, /leave at least one/],
    [
      { kind: 'one-hot' },
      /^transform 'one-hot': the number in row \d+, column \d \('\w+'\) is .*write unknown: ignore/,
    ],
    [{ kind: 'ordinal' }, /which no training row has there. Leave such rows out, or write unknown: missing/],
  ])('%j is refused with the line to write', async (spec, message) => {
    const run = async (): Promise<unknown> => (await createTransform(spec).fit(train)).apply(others);
    await expect(run()).rejects.toThrow(message);
  });

  test('is for tables', async () => {
    const image = { features: matrix(new Uint8Array(8), 2, 4), shape: [2, 2, 1] };
    await expect(createTransform({ kind: 'select', columns: [0] }).fit(image)).rejects.toThrow(/Flatten them first/);
    expect(() => createTransform({ kind: 'select' })).toThrow(/need columns or drop, and not both/);
  });
});

test('select keeps columns in the order given, or leaves some out', async () => {
  const kept = await applied({ kind: 'select', columns: ['sex', 'income'] });
  expect(kept.names).toEqual(['sex', 'income']);
  expectClose(
    kept,
    reference.test.map((row) => [row[3], row[1]]),
  );
  const left = await applied({ kind: 'select', drop: ['age', 'score'] });
  expect(left.names).toEqual(['income', 'town', 'sex']);
});

test('ordinal is OrdinalEncoder, and one-hot OneHotEncoder', async () => {
  const categories = (listed: readonly (readonly (number | null)[])[]): ShapedRows =>
    rowsOf(
      listed.map((row) => row.slice(2, 4)),
      ['town', 'sex'],
    );
  const [on, rows] = [categories(reference.train), categories(reference.test)];
  expectClose(await applied({ kind: 'ordinal' }, rows, on), reference.ordinal);
  expectClose(await applied({ kind: 'one-hot' }, rows, on), reference.oneHot);
  const unknown = rowsOf([[7, null]], ['town', 'sex']);
  expectClose(await applied({ kind: 'ordinal', unknown: 'missing' }, unknown, on), [[null, null]]);
  expect([...(await applied({ kind: 'one-hot', unknown: 'ignore' }, unknown, on)).values]).toEqual(Array(7).fill(0));
});
