import { createRng, type LabelledRows, matrix } from '@selvedge/data';
import { halves } from '../../test/halves.js';
import { ExtraTrees } from './extra-trees.js';
import { loadForest } from './fitted.js';
import { RandomForest } from './random-forest.js';

/** Three overlapping classes in the first four of eight columns of bytes; the others are noise. */
function sampleRows(rows: number, seed: number): LabelledRows {
  const values = new Uint8Array(rows * 8);
  const labels = new Uint16Array(rows);
  const rng = createRng(seed);
  for (let row = 0; row < rows; row++) {
    labels[row] = row % 3;
    for (let column = 0; column < 8; column++) {
      const noise = rng.int(256);
      values[row * 8 + column] = column < 4 ? labels[row] * 40 + (noise >> 1) : noise;
    }
  }
  return { features: matrix(values, rows, 8), labels, classes: ['a', 'b', 'c'] };
}

const train = sampleRows(600, 1);
const test_ = sampleRows(300, 2);

describe.each([
  ['RandomForest', (changes = {}) => new RandomForest({ nEstimators: 12, ...changes })],
  ['ExtraTrees', (changes = {}) => new ExtraTrees({ nEstimators: 12, ...changes })],
] as const)('new %s(params).fit(train)', (_, make) => {
  test('is better than one of its trees', async () => {
    const fitted = await make().fit(train, { seed: 3 });
    const [one, all] = await fitted.evaluateGrid(test_, [1, 12]);
    expect(all.accuracy).toBeGreaterThan(one.accuracy);
    expect(all.accuracy).toBeCloseTo(await fitted.score(test_), 12);
  });

  test('is the beginning of a larger forest of the same seed', async () => {
    const large = await make().fit(train, { seed: 3 });
    const small = await make({ nEstimators: 5 }).fit(train, { seed: 3 });
    const [prefix] = await large.predictGrid(test_.features, [5]);
    expect(prefix).toEqual(await small.predict(test_.features));
    expect(small.trees).toEqual(large.trees.slice(0, 5));
  });

  test('depends on the seed', async () => {
    const [a, b] = [await make().fit(train, { seed: 3 }), await make().fit(train, { seed: 4 })];
    expect(a.trees).not.toEqual(b.trees);
  });

  test('predicts the same after it was saved and loaded', async () => {
    const fitted = await make().fit(train);
    const loaded = loadForest(fitted.kind, fitted.save());
    expect(await loaded.predictProba(test_.features)).toEqual(await fitted.predictProba(test_.features));
  });

  test('finds the columns that matter', async () => {
    const importances = (await make({ nEstimators: 30 }).fit(train)).featureImportances();
    expect(importances.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
    expect(Math.min(...importances.slice(0, 4))).toBeGreaterThan(Math.max(...importances.slice(4)));
  });

  test('refuses to predict with more trees than it has', async () => {
    const fitted = await make().fit(train);
    await expect(fitted.predictGrid(test_.features, [13])).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});

describe('new RandomForest({ oobScore: true }).fit(train)', () => {
  test('estimates the accuracy on new rows, and keeps the estimate when saved', async () => {
    const fitted = await new RandomForest({ nEstimators: 60, oobScore: true }).fit(train);
    expect(Math.abs((fitted.oobScore ?? Number.NaN) - (await fitted.score(test_)))).toBeLessThan(0.08);
    expect(loadForest('random-forest', fitted.save()).oobScore).toBe(fitted.oobScore);
  });

  test('needs a bootstrap', () => {
    expect(() => new ExtraTrees({ oobScore: true })).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

describe('a least decrease of impurity', () => {
  test('means the same to a forest however few rows each tree draws', async () => {
    const train = halves(600);
    const nodes = async (maxSamples: number | null): Promise<number> => {
      const forest = new RandomForest({ nEstimators: 10, minImpurityDecrease: 0.1, maxFeatures: 2, maxSamples });
      return (await forest.fit(train)).trees.reduce((sum, tree) => sum + tree.feature.length, 0) / 10;
    };
    expect([await nodes(null), await nodes(0.25), await nodes(0.1)]).toEqual([3, 3, 3]);
  });
});

test("a forest's score on rows out of the bag is that of its trees, for numbers in quantile bins too", async () => {
  const random = createRng(5);
  const rows = 3000;
  const values = Float64Array.from({ length: rows * 3 }, () => random.normal());
  const labels = Uint16Array.from({ length: rows }, (_, row) => Number(values[row * 3] + 0.3 * random.normal() > 0));
  const train = { features: matrix(values, rows, 3), labels, classes: ['low', 'high'] };
  const forest = await new RandomForest({ nEstimators: 1, oobScore: true }).fit(train, { seed: 6 });
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
