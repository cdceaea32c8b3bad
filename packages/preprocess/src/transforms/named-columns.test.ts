import { decodeSafetensors, encodeSafetensors, matrix, type ShapedRows } from '@selvedge/data';
import type { TransformSpec } from '../specs.generated.js';
import { createTransform, loadTransform, transforms } from './transforms.js';
import reference from './transforms.reference.json' with { type: 'json' };

const rowsOf = (rows: number[][]): ShapedRows => ({
  features: matrix(Float64Array.from(rows.flat()), rows.length, rows[0].length),
  shape: [rows[0].length],
});
const train = rowsOf(reference.train);
const test_ = rowsOf(reference.test);

describe('rows with named columns', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const named = (rows: ShapedRows): ShapedRows => ({ ...rows, features: { ...rows.features, names } });
  const reversed = ({ features: { values, rows, columns }, shape }: ShapedRows): ShapedRows => ({
    features: matrix(
      Float64Array.from(values, (_, at) => values[at - (at % columns) + (columns - 1 - (at % columns))]),
      rows,
      columns,
      { names: names.toReversed() },
    ),
    shape,
  });
  const SPECS: readonly TransformSpec[] = [
    { kind: 'scale' },
    { kind: 'standardize' },
    { kind: 'min-max' },
    { kind: 'pca', components: 3 },
    { kind: 'impute' },
    { kind: 'robust-scale' },
    { kind: 'quantile-bins' },
    { kind: 'flatten' },
    { kind: 'reshape', shape: [2, 3] },
    { kind: 'ordinal', unknown: 'missing' },
    { kind: 'one-hot', unknown: 'ignore' },
    { kind: 'select', drop: ['f'] },
    { kind: 'columns', transformers: [{ columns: ['b', 'd'], steps: [{ kind: 'standardize' }] }] },
  ];
  /** What comes out of transforms that have columns of their own. */
  const OWN: Readonly<Record<string, readonly string[] | undefined>> = {
    pca: undefined,
    'one-hot': expect.arrayContaining([expect.stringMatching(/^a=/)]),
    select: ['a', 'b', 'c', 'd', 'e'],
    columns: ['b', 'd', 'a', 'c', 'e', 'f'],
  };

  test('every transform is tried', () => {
    const kinds = transforms.definitions.map(({ kind }) => kind);
    expect(SPECS.map(({ kind }) => kind).sort()).toEqual(kinds.sort());
  });

  test.each(SPECS)('$kind takes them in the order of the fit, before and after saving', async (spec) => {
    const fitted = await createTransform(spec).fit(named(train));
    const wanted = fitted.apply(named(test_));
    for (const each of [fitted, loadTransform(decodeSafetensors(encodeSafetensors(fitted.save()), spec.kind))]) {
      expect([...each.apply(reversed(test_)).features.values]).toEqual([...wanted.features.values]);
      const other = { ...test_, features: { ...test_.features, names: ['z', ...names.slice(1)] } };
      expect(() => each.apply(other)).toThrow(/the rows lack a and also have z/);
    }
    expect(wanted.features.names).toEqual(spec.kind in OWN ? OWN[spec.kind] : names);
  });
});
