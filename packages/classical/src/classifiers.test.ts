import type { SavedState, Tensor } from '@selvedge/data';
import { halves } from '../test/halves.js';
import { type ClassicalSpec, createClassifier, loadClassifier, RandomForest } from './index.js';

describe('createClassifier(spec)', () => {
  test('passes the parameters on and fills in the defaults', () => {
    const model = createClassifier({ kind: 'knn', k: 9 });
    expect(model.kind).toBe('knn');
    expect(model.params).toMatchObject({ k: 9, metric: 'euclidean', weights: 'uniform' });
  });

  test('refuses unknown kinds and parameters, and says what was probably meant', () => {
    expect(() => createClassifier({ kind: 'knm' } as unknown as ClassicalSpec)).toThrow(/did you mean 'knn'/);
    expect(() => createClassifier({ kind: 'knn', metrics: 'cosine' } as ClassicalSpec)).toThrow(
      /did you mean 'metric'/,
    );
  });

  test('loadClassifier refuses what no model saved', () => {
    const saved = { format: 'other.model', version: 1, config: {}, tensors: {} };
    expect(() => loadClassifier(saved)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});

describe('loadClassifier(saved)', () => {
  const train = halves(60);

  const damaged: [string, Parameters<typeof createClassifier>[0], string, (values: Tensor['values']) => void][] = [
    ['a forest without weights', { kind: 'random-forest', nEstimators: 2 }, 'counts', (values) => values.fill(0)],
    ['a tree with negative ones', { kind: 'decision-tree' }, 'counts', (values) => values.fill(-1)],
    ['neighbours of no class', { kind: 'knn' }, 'labels', (values) => values.fill(9)],
    ['neighbours that are NaN', { kind: 'knn' }, 'rows', (values) => values.fill(Number.NaN)],
    ['weights that are NaN', { kind: 'logistic-regression' }, 'weights', (values) => values.fill(Number.NaN)],
    ['classes that are none', { kind: 'logistic-regression' }, 'present', (values) => values.fill(77)],
    [
      'priors that are NaN',
      { kind: 'hist-gradient-boosting', maxIter: 2 },
      'priors',
      (values) => values.fill(Number.NaN),
    ],
  ];
  test.each(damaged)('refuses %s', async (_, spec, name, damage) => {
    const saved = (await createClassifier(spec).fit(train)).save();
    const { values, shape } = saved.tensors[name];
    const copy = values.slice();
    damage(copy);
    const broken: SavedState = { ...saved, tensors: { ...saved.tensors, [name]: { values: copy, shape } } };
    expect(() => loadClassifier(broken)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
    expect(loadClassifier(saved).kind).toBe(spec.kind);
  });

  test('refuses forests that lack trees, and what save() cannot have made', async () => {
    const saved = (await new RandomForest({ nEstimators: 2 }).fit(train)).save();
    const params = { ...(saved.config['params'] as object), nEstimators: 3 };
    const short = { ...saved, config: { ...saved.config, params } } as SavedState;
    expect(() => loadClassifier(short)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
    for (const nothing of [undefined, null, {}, { format: 'selvedge.knn' }]) {
      expect(() => loadClassifier(nothing as never)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    }
  });
});
