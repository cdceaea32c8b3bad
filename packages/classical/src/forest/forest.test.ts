import { createRng, type LabelledRows, matrix } from '@selvedge/data';
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
  ['RandomForest', (changes = {}) => new RandomForest({ trees: 12, ...changes })],
  ['ExtraTrees', (changes = {}) => new ExtraTrees({ trees: 12, ...changes })],
] as const)('new %s(params).fit(train)', (_, make) => {
  test('is better than one of its trees', async () => {
    const fitted = await make().fit(train, { seed: 3 });
    const [one, all] = await fitted.evaluateGrid(test_, [1, 12]);
    expect(all.accuracy).toBeGreaterThan(one.accuracy);
    expect(all.accuracy).toBeCloseTo(await fitted.score(test_), 12);
  });

  test('is the beginning of a larger forest of the same seed', async () => {
    const large = await make().fit(train, { seed: 3 });
    const small = await make({ trees: 5 }).fit(train, { seed: 3 });
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
    const importances = (await make({ trees: 30 }).fit(train)).featureImportances();
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
    const fitted = await new RandomForest({ trees: 60, oobScore: true }).fit(train);
    expect(Math.abs((fitted.oobScore ?? Number.NaN) - (await fitted.score(test_)))).toBeLessThan(0.08);
    expect(loadForest('random-forest', fitted.save()).oobScore).toBe(fitted.oobScore);
  });

  test('needs a bootstrap', () => {
    expect(() => new ExtraTrees({ oobScore: true })).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});
