import { matrix } from '@selvedge/data';
import { rocAucOneVsOne } from '../metrics/roc-one-vs-one.js';
import { studentizedRangeQuantile } from '../statistics/studentized-range.js';
import { friedman } from './friedman.js';
import reference from './friedman.reference.json' with { type: 'json' };

describe('friedman(scores)', () => {
  const scores = Object.fromEntries(reference.scores.map((row, at) => [`model ${at}`, row]));

  test("has scipy's chi-squared, ties included, whichever end is good", () => {
    expect(friedman(scores).chiSquared).toBeCloseTo(reference.chiSquared, 10);
    expect(friedman(scores, { better: 'lower' }).chiSquared).toBeCloseTo(reference.chiSquared, 10);
  });

  test('has the critical difference of Demšar (2006), table 5: four models, fourteen data sets', () => {
    const row = Array.from({ length: 14 }, (_, at) => at % 3);
    const { criticalDifference } = friedman({ a: row, b: row, c: row, d: row.map((value) => value + 1) });
    expect(criticalDifference).toBeCloseTo(2.569 * Math.sqrt((4 * 5) / (6 * 14)), 3);
  });

  test('groups models within the critical difference, and has p 1 for equal ones', () => {
    const good = Array.from({ length: 30 }, (_, at) => 1 + (at % 7));
    const { groups, models } = friedman({
      a: good,
      b: good.map((value, at) => value + (at % 2 === 0 ? 0.1 : -0.1)),
      c: good.map((value) => value - 1),
    });
    expect(models.at(-1)).toEqual({ name: 'c', meanRank: 3 });
    expect(groups).toEqual([expect.arrayContaining(['a', 'b'])]);
    expect(friedman({ a: good, b: good })).toMatchObject({ chiSquared: 0, pValue: 1 });
  });

  test('has the exact p where every data set has the same order', () => {
    const order = (...scores: number[]) => scores;
    expect(friedman({ a: order(3, 6), b: order(2, 5) })).toMatchObject({ statistic: null, pValue: 1 / 2 });
    expect(friedman({ a: order(3, 6, 9), b: order(2, 5, 8), c: order(1, 4, 7) }).pValue).toBeCloseTo(1 / 36, 12);
    expect(friedman({ a: order(3, 6, 9), b: order(2, 5, 8), c: order(2, 5, 8) }).pValue).toBeCloseTo(1 / 9, 12);
  });

  test('refuses one model, and scores that are missing', () => {
    expect(() => friedman({ a: [1, 2] })).toThrow(/got 1 models/);
    expect(() => friedman({ a: [1, 2], b: [1, Number.NaN] })).toThrow(/finite score/);
  });
});

test.each([2, 4, 10].map((groups, at) => [groups, reference.quantiles[at]]))(
  'the studentised range of %d groups has the quantile %d of scipy',
  (groups, quantile) => {
    expect(studentizedRangeQuantile(0.95, groups)).toBeCloseTo(quantile, 5);
  },
);

test('rocAucOneVsOne is that of scikit-learn', () => {
  const truth = Uint16Array.from(reference.truth);
  const scores = matrix(Float64Array.from(reference.probabilities.flat()), truth.length, 4);
  expect(rocAucOneVsOne(truth, scores)).toBeCloseTo(reference.macro, 12);
  expect(rocAucOneVsOne(truth, scores, { average: 'weighted' })).toBeCloseTo(reference.weighted, 12);
});
