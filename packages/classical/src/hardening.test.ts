import { createRng, type LabelledRows, matrix, type SavedState, type Tensor } from '@selvedge/data';
import { createClassifier, createFeatures, DecisionTree, Knn, loadClassifier, RandomForest } from './index.js';

const uniform = (count: number, seed = 1): Float32Array => {
  const random = createRng(seed);
  return Float32Array.from({ length: count }, () => random.uniform());
};

/** Two numbers per row; the class says whether the first is above a half. */
function halves(rows: number, seed = 1): LabelledRows {
  const values = uniform(rows * 2, seed);
  const labels = Uint16Array.from({ length: rows }, (_, row) => Number(values[row * 2] > 0.5));
  return { features: matrix(values, rows, 2), labels, classes: ['low', 'high'] };
}

describe('trees on columns that are mostly zeros', () => {
  test.each([0, 0.5, 1])('still tell rare numbers apart, with the zeros at %d', async (heavy) => {
    const random = createRng(2);
    const rows = 40_000;
    const values = Float32Array.from({ length: rows }, () => (random.uniform() < 0.02 ? random.uniform() : heavy));
    const labels = Uint16Array.from(values, (value) => Number(value !== heavy && value > 0.3 && value < 0.35));
    const train = { features: matrix(values, rows, 1), labels, classes: ['other', 'rare'] };
    const fitted = await new DecisionTree().fit(train);
    const rare = labels.reduce((sum, label) => sum + label, 0);
    expect(rare).toBeGreaterThan(20);
    // A bin holds about a 250th of the rare numbers: only those next to the two borders can be wrong.
    expect((1 - (await fitted.score(train))) * rows).toBeLessThan(rare / 4);
  });
});

describe('a least decrease of impurity', () => {
  test('means the same to a forest however few rows each tree draws', async () => {
    const train = halves(600);
    const nodes = async (maxSamples: number | null): Promise<number> => {
      const forest = new RandomForest({ trees: 10, minImpurityDecrease: 0.1, maxFeatures: 2, maxSamples });
      return (await forest.fit(train)).trees.reduce((sum, tree) => sum + tree.feature.length, 0) / 10;
    };
    expect([await nodes(null), await nodes(0.25), await nodes(0.1)]).toEqual([3, 3, 3]);
  });
});

describe("one tree's grid", () => {
  const train = halves(200, 3);

  test('refuses rules that the tree was not grown for', async () => {
    const shallow = await new DecisionTree({ maxDepth: 2, minSamplesSplit: 4 }).fit(train);
    for (const cell of [{ maxDepth: 3 }, { maxDepth: null }, { minSamplesSplit: 2 }, { ccpAlpha: 1 }]) {
      await expect(shallow.evaluateGrid(train, [cell])).rejects.toMatchObject({ code: 'invalid-argument' });
    }
    await expect(shallow.prune(0.1).predictGrid(train.features, [{}])).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    expect(await shallow.evaluateGrid(train, [{ maxDepth: 1 }])).toMatchObject([{ maxDepth: 1, minSamplesSplit: 4 }]);
  });
});

describe('nearest neighbours', () => {
  test('have cosine distances of 0 to 2 and shares of 0 to 1', async () => {
    const random = createRng(4);
    const values = Float32Array.from({ length: 300 * 8 }, (_, at) => (at % 8) + 1e-4 * random.uniform());
    const train = { features: matrix(values, 300, 8), labels: new Uint16Array(300).map((_, at) => at % 3) };
    const rows = { ...train, classes: ['a', 'b', 'c'] };
    const fitted = await new Knn({ k: 5, metric: 'cosine', votes: 'distance' }).fit(rows);
    const { distances } = await fitted.kneighbors(rows.features);
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(0);
    const shares = await fitted.predictProba(rows.features);
    expect(shares.values.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  test.each([1e19, 1e-20])('refuse numbers around %d, whose squares float32 cannot hold', async (scale) => {
    const train = halves(50);
    const far = {
      ...train,
      features: matrix(
        Float64Array.from(train.features.values, (x) => x * scale),
        50,
        2,
      ),
    };
    await expect(new Knn({ k: 1 }).fit(far)).rejects.toMatchObject({ code: 'invalid-argument' });
    const fitted = await new Knn({ k: 1 }).fit(train);
    await expect(fitted.predict(far.features)).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(await (await new Knn({ k: 1, metric: 'cosine' }).fit(far)).score(far)).toBe(1);
  });

  test.each([-1, 0, 1.5, 1e10, Number.NaN])('refuse k = %d', async (k) => {
    const train = halves(50);
    const fitted = await new Knn({ k: 1 }).fit(train);
    await expect(fitted.kneighbors(train.features, k)).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});

describe('validation rows of boosting', () => {
  const train = halves(100);
  const model = createClassifier({ kind: 'gradient-boosting', iterations: 3, patience: 1 });

  test.each([
    ['no rows', { ...train, features: matrix(new Float32Array(0), 0, 2), labels: new Uint16Array(0) }],
    ['a label too many', { ...train, labels: new Uint16Array(100).fill(7) }],
    ['too few labels', { ...train, labels: new Uint16Array(10) }],
    ['NaN', { ...train, features: matrix(new Float32Array(200).fill(Number.NaN), 100, 2) }],
  ])('are checked: %s', async (_, validation) => {
    await expect(model.fit(train, { validation })).rejects.toMatchObject({ name: 'SelvedgeError' });
  });
});

test('a score needs a label per row', async () => {
  const train = halves(40);
  const fitted = await new DecisionTree().fit(train);
  const wrong = { ...train, labels: train.labels.slice(0, 1) };
  await expect(fitted.score(wrong)).rejects.toMatchObject({ code: 'shape-mismatch' });
  await expect(fitted.evaluateGrid(wrong, [{}])).rejects.toMatchObject({ code: 'shape-mismatch' });
});

describe('logistic regression', () => {
  test('refuses class weights that are all 0, and says when its weights leave the finite numbers', async () => {
    expect(() => createClassifier({ kind: 'logistic-regression', classWeights: [0, 0] })).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
    const train = halves(60);
    const far = {
      ...train,
      features: matrix(
        Float64Array.from(train.features.values, (x) => x * 1e39),
        60,
        2,
      ),
    };
    await expect(createClassifier({ kind: 'logistic-regression' }).fit(far)).rejects.toMatchObject({
      code: 'diverged',
    });
  });
});

describe('learned patches', () => {
  const images = { features: matrix(uniform(20 * 64), 20, 64), shape: [8, 8] };
  const small = { kind: 'patches' as const, size: 3, features: 4, cells: 2 };

  test('refuse images that are none or not finite', async () => {
    const none = { features: matrix(new Float32Array(0), 0, 64), shape: [8, 8] };
    const broken = { features: matrix(new Float32Array(64).fill(Number.NaN), 1, 64), shape: [8, 8] };
    for (const rows of [none, broken]) {
      await expect(createFeatures(small).fit(rows)).rejects.toMatchObject({ code: 'invalid-argument' });
    }
  });

  test('stop when they are told to, and report on the way', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const fit = createFeatures({ ...small, samples: 50_000 }).fit(images, {
      signal: stop.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        if (done === 1) stop.abort();
      },
    });
    await expect(fit).rejects.toMatchObject({ code: 'aborted' });
    expect(Math.max(...seen)).toBe(1);
  });
});

describe('loadClassifier(saved)', () => {
  const train = halves(60);

  const damaged: [string, Parameters<typeof createClassifier>[0], string, (values: Tensor['values']) => void][] = [
    ['a forest without weights', { kind: 'random-forest', trees: 2 }, 'counts', (values) => values.fill(0)],
    ['a tree with negative ones', { kind: 'decision-tree' }, 'counts', (values) => values.fill(-1)],
    ['neighbours of no class', { kind: 'knn' }, 'labels', (values) => values.fill(9)],
    ['neighbours that are NaN', { kind: 'knn' }, 'rows', (values) => values.fill(Number.NaN)],
    ['weights that are NaN', { kind: 'logistic-regression' }, 'weights', (values) => values.fill(Number.NaN)],
    ['classes that are none', { kind: 'logistic-regression' }, 'present', (values) => values.fill(77)],
    [
      'priors that are NaN',
      { kind: 'gradient-boosting', iterations: 2 },
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
    const saved = (await new RandomForest({ trees: 2 }).fit(train)).save();
    const params = { ...(saved.config['params'] as object), trees: 3 };
    const short = { ...saved, config: { ...saved.config, params } } as SavedState;
    expect(() => loadClassifier(short)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
    for (const nothing of [undefined, null, {}, { format: 'selvedge.knn' }]) {
      expect(() => loadClassifier(nothing as never)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    }
  });
});

test("a forest's score on rows out of the bag is that of its trees, for numbers in quantile bins too", async () => {
  const random = createRng(5);
  const rows = 3000;
  const values = Float64Array.from({ length: rows * 3 }, () => random.normal());
  const labels = Uint16Array.from({ length: rows }, (_, row) => Number(values[row * 3] + 0.3 * random.normal() > 0));
  const train = { features: matrix(values, rows, 3), labels, classes: ['low', 'high'] };
  const forest = await new RandomForest({ trees: 1, oobScore: true }).fit(train, { seed: 6 });
  // Right on all rows = right on those in the bag (all, for they were grown to the end) and on those out of it.
  const drawn = new Set<number>();
  const draws = createRng(6).fork('tree', 0);
  draws.uint32(); // the tree's key
  for (let at = 0; at < rows; at++) drawn.add(draws.int(rows));
  const predicted = await forest.predict(train.features);
  const outside = Array.from({ length: rows }, (_, row) => row).filter((row) => !drawn.has(row));
  const right = outside.filter((row) => predicted[row] === labels[row]).length;
  expect(forest.oobScore).toBeCloseTo(right / outside.length, 12);
});
