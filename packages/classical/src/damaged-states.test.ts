import { createRng, type LabelledRows, matrix, type SavedState } from '@selvedge/data';
import { classifiers } from './classifiers.js';

const CLASSES = ['circle', 'square', 'star'];

/** Three classes apart from each other. */
function rows(): LabelledRows {
  const rng = createRng('damaged');
  const labels = Uint16Array.from({ length: 60 }, (_, row) => row % 3);
  const values = Float32Array.from({ length: 240 }, (_, at) => rng.uniform() + 3 * Number(labels[at >> 2] === at % 4));
  return { features: matrix(values, 60, 4), labels, classes: CLASSES };
}

const CASES = classifiers.definitions.map(({ kind, contract: [{ params }] }) => ({ kind, ...params }));
const savedOf = async (spec: { readonly kind: string }): Promise<SavedState> =>
  (await classifiers.create(spec).fit(rows(), { seed: 1 })).save();
const corrupt = expect.objectContaining({ code: 'corrupt-file' });

test.each(CASES)('a saved $kind with a number that no fit gives is refused', async (spec) => {
  const saved = await savedOf(spec);
  for (const [name, { values, shape }] of Object.entries(saved.tensors)) {
    if (!(values instanceof Float32Array || values instanceof Float64Array) || values.length === 0) continue;
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const damaged = values.slice();
      damaged[damaged.length - 1] = number;
      const state = { ...saved, tensors: { ...saved.tensors, [name]: { values: damaged, shape } } };
      expect(() => classifiers.load(state)).toThrow(corrupt);
    }
  }
});

test.each(CASES)('a saved $kind with two classes of one name is refused', async (spec) => {
  const { config, ...saved } = await savedOf(spec);
  for (const classes of [
    ['circle', 'star', 'star'],
    ['circle', 'circle', 'circle'],
    [...CLASSES, 'star'],
  ])
    expect(() => classifiers.load({ ...saved, config: { ...config, classes } })).toThrow(corrupt);
});

test.each(CASES)('rows with two classes of one name are refused by $kind', async (spec) => {
  const train = { ...rows(), classes: ['circle', 'star', 'star'] };
  await expect(classifiers.create(spec).fit(train, { seed: 1 })).rejects.toMatchObject({ code: 'invalid-argument' });
});

test.each([null, 7, { 0: 1 }, ['x']])('a saved history of boosting that is %j is refused', async (train) => {
  const { config, ...saved } = await savedOf({ kind: 'hist-gradient-boosting' });
  const state = { ...saved, config: { ...config, history: { train, validation: [] } } };
  expect(() => classifiers.load(state)).toThrow(corrupt);
});

test('parameters in a list are refused', async () => {
  const { config, ...saved } = await savedOf({ kind: 'knn' });
  expect(() => classifiers.load({ ...saved, config: { ...config, params: [] } })).toThrow(corrupt);
});

test.each(CASES)('a saved $kind with a parameter that it does not have is refused as damaged', async (spec) => {
  const { config, ...saved } = await savedOf(spec);
  const params = { ...(config['params'] as object), maxIher: 3 };
  expect(() => classifiers.load({ ...saved, config: { ...config, params } })).toThrow(corrupt);
});
