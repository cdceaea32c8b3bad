import { matrix } from '@selvedge/data';
import type { TransformSpec } from '../specs.generated.js';
import { createTransform, loadTransform } from './transforms.js';

test.each([
  ['scale', { params: undefined }],
  ['scale', { params: { kind: 'x' } }],
  ['standardize', { shape: [{}] }],
  ['standardize', { shape: [-6] }],
  ['pca', { shape: 'x' }],
  ['reshape', { from: [null] }],
  ['flatten', { kind: [] }],
])('a saved %s with %j is refused when it is loaded', async (kind, changes) => {
  const spec = { kind, ...(kind === 'pca' && { components: 2 }), ...(kind === 'reshape' && { shape: [6] }) };
  const features = matrix(
    Float32Array.from({ length: 24 }, (_, at) => (at * at) % 7),
    4,
    6,
  );
  const saved = (await createTransform(spec as TransformSpec).fit({ features, shape: [6] })).save();
  const changed = { ...saved, config: { ...saved.config, ...changes } } as typeof saved;
  expect(() => loadTransform(changed)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
});

test.each(['min-max', 'standardize', 'robust-scale'] as const)(
  'a column without any value passes %s as it is, and what is saved is finite',
  async (kind) => {
    const rows = (missing: number) =>
      matrix(
        Float32Array.from({ length: 12 }, (_, at) => (at % 3 === 1 ? missing : at)),
        4,
        3,
      );
    const fitted = await createTransform({ kind }).fit({ features: rows(Number.NaN), shape: [3] });
    const again = loadTransform(fitted.save());
    for (const value of [7, Number.NaN]) {
      const { values } = again.apply({ features: rows(value), shape: [3] }).features;
      expect([values[1], values[4]]).toEqual([value, value]);
      expect(values.filter((_, at) => at % 3 !== 1).every(Number.isFinite)).toBe(true);
    }
  },
);

test('numbers that no fit gives are refused', async () => {
  const features = matrix(
    Float32Array.from({ length: 24 }, (_, at) => (at * at) % 7),
    4,
    6,
  );
  for (const spec of [{ kind: 'standardize' }, { kind: 'pca', components: 2 }, { kind: 'impute' }] as TransformSpec[]) {
    const saved = (await createTransform(spec).fit({ features, shape: [6] })).save();
    for (const [name, { values, shape }] of Object.entries(saved.tensors)) {
      if (!(values instanceof Float64Array) || values.length === 0) continue;
      const changed = values.slice();
      changed[0] = Number.NaN;
      const tensors = { ...saved.tensors, [name]: { values: changed, shape } };
      expect(() => loadTransform({ ...saved, tensors })).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
    }
  }
});

test('columns whose parts are not those of their transformers are refused', async () => {
  const features = matrix(
    Float32Array.from({ length: 24 }, (_, at) => (at * at) % 7),
    4,
    6,
  );
  const transformers = [{ columns: [0, 1], steps: [{ kind: 'standardize' } as const] }];
  const saved = (await createTransform({ kind: 'columns', transformers }).fit({ features, shape: [6] })).save();
  const parts = saved.config['parts'] as unknown as { readonly steps: number }[];
  expect(loadTransform(saved).kind).toBe('columns');
  for (const other of [[], parts.slice(1), [...parts, parts[1]], [{ ...parts[0], steps: 0 }, parts[1]]]) {
    const changed = { ...saved, config: { ...saved.config, parts: other } } as unknown as typeof saved;
    expect(() => loadTransform(changed)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
  }
});

test.each([
  [{ kind: 'standardize' }, 'factors'],
  [{ kind: 'min-max' }, 'offsets'],
  [{ kind: 'scale' }, 'factors'],
  [{ kind: 'pca', components: 2 }, 'directions'],
] as [TransformSpec, string][])(
  'numbers of %j in %s that make no float32 of bytes are refused as they are applied',
  async (spec, name) => {
    const rows = {
      features: matrix(
        Uint8Array.from({ length: 24 }, (_, at) => (at * at) % 7),
        4,
        6,
      ),
      shape: [6],
    };
    const saved = (await createTransform(spec).fit(rows)).save();
    const { values, shape } = saved.tensors[name];
    const changed = {
      ...saved.tensors,
      [name]: { values: values.map(() => 3e38 * (name === 'offsets' ? 10 : 1)), shape },
    };
    const fitted = loadTransform({ ...saved, tensors: changed } as typeof saved);
    expect(() => fitted.apply(rows)).toThrow(
      /the number in row \d, column \d is \d, which gives -?(Infinity|NaN) as float32/,
    );
  },
);

test.each([
  { kind: 'select', drop: [0] },
  { kind: 'standardize' },
  { kind: 'impute' },
  { kind: 'quantile-bins', bins: 3 },
  { kind: 'pca', components: 2 },
] as TransformSpec[])(
  'changes of a saved state reach neither the fitted $kind nor the one read from it',
  async (spec) => {
    const values = Float32Array.from({ length: 24 }, (_, at) => (at * at) % 7);
    const rows = { features: matrix(values, 4, 6), shape: [6] };
    const fitted = await createTransform(spec).fit(rows);
    const expected = fitted.apply(rows).features.values.slice();
    const saved = fitted.save();
    const loaded = loadTransform(saved);
    for (const { values: numbers } of Object.values(saved.tensors)) numbers.fill(1 as never);
    expect(fitted.apply(rows).features.values).toEqual(expected);
    expect(loaded.apply(rows).features.values).toEqual(expected);
  },
);

test('the shape of what a transform gives is no list of the caller', async () => {
  const rows = { features: matrix(Float32Array.of(1, 2, 3, 4), 2, 2), shape: [2] };
  const { shape } = (await createTransform({ kind: 'standardize' }).fit(rows)).apply(rows);
  rows.shape[0] = 1;
  expect(shape).toEqual([2]);
});
