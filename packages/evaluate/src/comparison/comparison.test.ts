import { createRng, matrix } from '@selvedge/data';
import fc from 'fast-check';
import { bootstrap, bootstrapMetric } from '../uncertainty/bootstrap.js';
import { correctedResampledT, fiveByTwo } from './compare-folds.js';
import { compareModels, type NamedPredictions } from './compare-models.js';
import { holm } from './holm.js';
import { pairedBootstrap } from './paired-bootstrap.js';
import { verdictSentence } from './sentence.js';

const classes = ['a', 'b', 'c', 'd'];

/** Predictions that are right with the given probability, from their own stream. */
function model(name: string, rows: number, rightness: number, seed = name): NamedPredictions {
  const labelRng = createRng('labels');
  const rng = createRng(seed);
  const truth = Uint16Array.from({ length: rows }, () => labelRng.int(4));
  const predicted = truth.map((label) => (rng.uniform() < rightness ? label : (label + 1 + rng.int(3)) % 4));
  return { name, truth, predicted, classes };
}

describe('compareModels(models)', () => {
  test('says which model wins, by how much, and how sure that is', () => {
    const result = compareModels([model('forest', 2000, 0.86), model('knn', 2000, 0.8)]);
    expect(result.pairs[0]).toMatchObject({ first: 'forest', second: 'knn', winner: 'first' });
    expect(result.sentence).toMatch(
      /^forest beats knn by \d\.\d points of accuracy \(95 % interval \d\.\d to \d\.\d; p < 0\.001\)\.$/,
    );
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('draws models within noise as ties, and gives them the same rank', () => {
    const result = compareModels([model('a', 1000, 0.8), model('b', 1000, 0.8), model('c', 1000, 0.5)]);
    expect(result.ranking.map(({ rank, tiedWithBest }) => [rank, tiedWithBest])).toEqual([
      [1, true],
      [1, true],
      [3, false],
    ]);
    expect(result.sentence).toMatch(/not distinguishable at the top; the other 1 is worse\.$/);
    expect(result.pairs[0].sentence).toMatch(/are not distinguishable: they differ by/);
  });

  test('corrects for the number of pairs', () => {
    const { pairs } = compareModels([model('a', 800, 0.82), model('b', 800, 0.8), model('c', 800, 0.77)]);
    expect(pairs).toHaveLength(3);
    expect(pairs.map(({ adjustedPValue }) => adjustedPValue)).toEqual(holm(pairs.map(({ pValue }) => pValue)));
    expect(pairs[0].sentence).toContain('after correction for 3 comparisons');
  });

  test('takes the lower loss for the better, and says so in the right direction', () => {
    const truth = Uint16Array.from({ length: 300 }, (_, row) => row % 2);
    const of = (name: string, sure: number): NamedPredictions => ({
      name,
      truth,
      predicted: truth,
      classes: ['a', 'b'],
      probabilities: matrix(
        Float64Array.from([...truth].flatMap((t) => (t === 0 ? [sure, 1 - sure] : [1 - sure, sure]))),
        300,
        2,
      ),
    });
    const result = compareModels([of('doubtful', 0.6), of('sure', 0.9)], { metric: 'log-loss', resamples: 200 });
    expect(result).toMatchObject({ better: 'lower', ranking: [{ name: 'sure' }, { name: 'doubtful' }] });
    expect(result.sentence).toMatch(/^sure beats doubtful by 0\.405 of log loss/);
  });

  test('finds no winner among equals in 95 of 100 comparisons', () => {
    let rejected = 0;
    for (let at = 0; at < 200; at++) {
      const pair = [model('a', 100, 0.8, `a${at}`), model('b', 100, 0.8, `b${at}`)];
      if (compareModels(pair, { resamples: 100 }).pairs[0].winner !== 'tie') rejected++;
    }
    expect(rejected).toBeLessThanOrEqual(20); // 10 expected; more than 20 would happen once in a thousand
  });

  test('is the same again with the same seed', () => {
    const models = [model('a', 500, 0.8), model('b', 500, 0.75)];
    const by = (seed: number) => compareModels(models, { metric: 'macro-f1', seed });
    expect(by(3)).toEqual(by(3));
    expect(by(3)).not.toEqual(by(4));
  });

  test('refuses other rows, one model, and equal names', () => {
    expect(() => compareModels([model('a', 10, 1), model('b', 11, 1)])).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    const shuffled = { ...model('b', 10, 1), truth: model('b', 10, 1).truth.slice().reverse() };
    expect(() => compareModels([model('a', 10, 1), shuffled])).toThrow(/other rows/);
    expect(() => compareModels([model('a', 10, 1)])).toThrow(/at least two/);
    expect(() => compareModels([model('a', 10, 1), model('a', 10, 1)])).toThrow(/'a' more than once/);
  });
});

describe('verdictSentence(verdict)', () => {
  const interval = (low: number, high: number) => ({ low, high, level: 0.95, method: 'bootstrap' }) as const;
  const base = { first: 'A', second: 'B', metric: 'accuracy' } as const;

  test('reads as people say it', () => {
    const win = { ...base, difference: 0.012, interval: interval(0.007, 0.017), winner: 'first' } as const;
    expect(verdictSentence(win)).toBe('A beats B by 1.2 points of accuracy (95 % interval 0.70 to 1.7).');
    const lost = { ...base, difference: -0.02, interval: interval(-0.03, -0.01), winner: 'second' } as const;
    expect(verdictSentence(lost)).toBe('B beats A by 2.0 points of accuracy (95 % interval 1.0 to 3.0).');
    const tie = { ...base, difference: 0.002, interval: interval(-0.003, 0.007), winner: 'tie' } as const;
    expect(verdictSentence(tie)).toBe(
      'A and B are not distinguishable: they differ by 0.20 points of accuracy (95 % interval -0.30 to 0.70).',
    );
  });
});

describe('holm(pValues)', () => {
  test('multiplies the smallest by all, the next by all but one, and never falls', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.5, 0.9])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });

  test('never makes a p-value smaller nor changes the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (pValues) => {
        const adjusted = holm(pValues);
        adjusted.forEach((value, at) => {
          expect(value).toBeGreaterThanOrEqual(pValues[at]);
          pValues.forEach((other, b) => {
            if (pValues[at] < other) expect(value).toBeLessThanOrEqual(adjusted[b]);
          });
        });
      }),
    );
  });
});

describe('bootstrap(rows, statistic)', () => {
  test('gives about the interval and error that theory gives for a mean', () => {
    const rng = createRng(1);
    const values = Float64Array.from({ length: 400 }, () => rng.normal());
    const meanOf = (rows: Uint32Array): number => rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
    const { interval, standardError, value } = bootstrap(400, meanOf, { resamples: 4000 });
    expect(standardError).toBeCloseTo(1 / 20, 2);
    expect(interval.high - value).toBeCloseTo(1.96 / 20, 1);
    expect(interval.low).toBeLessThan(value);
  });

  test('covers the true value in about 95 of 100 experiments', () => {
    let covered = 0;
    for (let at = 0; at < 100; at++) {
      const { interval } = bootstrapMetric('macro-f1', model('m', 150, 0.7, `cover ${at}`), { resamples: 100 });
      if (interval.low <= 0.7 && 0.7 <= interval.high) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(86); // 95 expected, less three standard errors and the percentile's own bias
  });

  test('counts resamples in which the statistic is undefined, and refuses when most are', () => {
    const { undefinedResamples } = bootstrap(5, (rows) => (rows.includes(0) ? 1 : Number.NaN), { resamples: 500 });
    expect(undefinedResamples).toBeGreaterThan(100); // (4/5)^5 = 33 %
    expect(undefinedResamples).toBeLessThan(230);
    expect(() => bootstrap(5, () => Number.NaN)).toThrow(/undefined for these rows/);
  });

  test.each([
    [1, 1000],
    [10, 99],
    [10, 1.5],
  ])('refuses %p rows and %p resamples', (rows, resamples) => {
    expect(() => bootstrap(rows, () => 0, { resamples })).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});

describe('pairedBootstrap(metric, models)', () => {
  test('takes the same draws for accuracy whether it goes the short way or the long', () => {
    const models = [model('a', 200, 0.8), model('b', 200, 0.7)];
    const fast = pairedBootstrap('accuracy', models, { resamples: 100 });
    const slow = pairedBootstrap(
      {
        ...fast,
        name: 'other',
        better: 'higher',
        of: ({ truth, predicted }) => truth.filter((label, row) => label === predicted[row]).length / truth.length,
      },
      models,
      { resamples: 100 },
    );
    expect(slow.resampled).toEqual(fast.resampled);
  });

  test('is narrower for models that agree about most rows than independent intervals are', () => {
    const a = model('a', 1000, 0.8);
    const b = {
      ...a,
      name: 'b',
      predicted: a.predicted.map((label, row) => (row % 100 === 0 ? (label + 1) % 4 : label)),
    };
    const { interval } = compareModels([a, b]).pairs[0].difference;
    expect(interval.high - interval.low).toBeLessThan(0.025); // two independent models of 1,000 rows: 0.07
  });
});

describe('tests of fold scores', () => {
  test('the corrected t is the plain t with 1/k + test/train for 1/k', () => {
    const result = correctedResampledT([0.01, 0.02, 0.03, 0.02, 0.02], 1 / 4);
    expect(result.statistic).toBeCloseTo(0.02 / (Math.sqrt(0.00005) * Math.sqrt(1 / 5 + 1 / 4)), 12);
    expect(result.pValue).toBeCloseTo(0.01351688152181752, 12); // SciPy: 2 * t.sf(4.216370213557839, 4)
    expect(result.difference.interval.method).toBe('corrected-t');
  });

  test('differences that are all the same are certain; all zero are not a difference', () => {
    expect(correctedResampledT([0, 0, 0], 0.5)).toMatchObject({ pValue: 1, statistic: 0 });
    expect(correctedResampledT([0.1, 0.1], 0.5).pValue).toBeLessThan(1e-6);
  });

  test("5x2cv follows Alpaydin's formula", () => {
    const pairs: [number, number][] = [
      [0.02, 0.01],
      [0.03, 0.02],
      [0.01, 0.03],
      [0.02, 0.02],
      [0.04, 0.01],
    ];
    const result = fiveByTwo(pairs);
    const squares = pairs.flat().reduce((sum, d) => sum + d * d, 0);
    const spread = pairs.reduce((sum, [a, b]) => sum + (a - b) ** 2 / 2, 0);
    expect(result.statistic).toBeCloseTo(squares / (2 * spread), 10);
    expect(
      fiveByTwo([
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
    ).toMatchObject({ pValue: 1 });
  });

  test('refuse what they are not made for', () => {
    expect(() => correctedResampledT([0.1], 0.25)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    expect(() => correctedResampledT([0.1, Number.NaN], 0.25)).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
    expect(() => fiveByTwo([[0, 0]])).toThrow(/five pairs/);
  });
});
