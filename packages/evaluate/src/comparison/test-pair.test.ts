import { createRng, matrix } from '@selvedge/data';
import fc from 'fast-check';
import { normalTwoSided } from '../statistics/normal.js';
import { bootstrapMetric } from '../uncertainty/bootstrap.js';
import { compareModels, type NamedPredictions } from './compare-models.js';
import reference from './tango.reference.json' with { type: 'json' };
import { tangoInterval } from './tango-interval.js';

const classes = ['a', 'b', 'c'];

/** Predictions whose class scores are normal, the true class's higher by `signal`. */
function model(name: string, rows: number, signal: number): NamedPredictions {
  const labels = createRng('labels');
  const rng = createRng(name);
  const truth = Uint16Array.from({ length: rows }, () => labels.int(3));
  const values = new Float64Array(rows * 3);
  const predicted = truth.map((label, row) => {
    const scores = [0, 1, 2].map((at) => rng.normal() + (at === label ? signal : 0));
    const odds = scores.map((score) => Math.exp(Math.max(1, signal) * score));
    const total = odds[0] + odds[1] + odds[2];
    values.set(
      odds.map((value) => value / total),
      row * 3,
    );
    return scores.indexOf(Math.max(...scores));
  });
  return { name, truth, predicted, probabilities: matrix(values, rows, 3), classes };
}

describe('compareModels of many models', () => {
  test.each(['macro-f1', 'log-loss'] as const)('tells ten models that differ by ten points apart by %s', (metric) => {
    const rows = 1000;
    const truth = Uint16Array.from({ length: rows }, (_, row) => row % 3);
    const models = Array.from({ length: 10 }, (_, at): NamedPredictions => {
      const rng = createRng(`model ${at}`);
      const right = truth.map(() => Number(rng.uniform() < 0.05 + 0.1 * at));
      const predicted = truth.map((label, row) => (right[row] ? label : (label + 1 + (row % 2)) % 3));
      const values = new Float64Array(rows * 3).fill(0.1);
      for (const [row, label] of predicted.entries()) values[row * 3 + label] = 0.8;
      return { name: `model ${at}`, truth, predicted, probabilities: matrix(values, rows, 3), classes };
    });
    const { pairs } = compareModels(models, { metric, resamples: 100 });
    expect(pairs.filter(({ winner }) => winner === 'tie')).toEqual([]);
  });

  test('has an interval without 0 just where there is a winner', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 80 }),
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 2, maxLength: 4 }),
        fc.constantFrom('accuracy', 'error-rate', 'macro-f1', 'log-loss', 'matthews' as const),
        (rows, signals, metric) => {
          const models = signals.map((signal, at) => model(`${at}`, rows, signal));
          for (const { winner, difference } of compareModels(models, { metric, resamples: 100 }).pairs) {
            const { low, high } = difference.interval;
            expect(low > 0 || high < 0).toBe(winner !== 'tie');
            expect(low).toBeLessThanOrEqual(difference.value);
            expect(high).toBeGreaterThanOrEqual(difference.value);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  test('calls four rows to none of thirty a tie, and shows 0 in the interval', () => {
    const truth = new Uint16Array(30);
    const worse = truth.map((_, row) => Number(row < 4));
    const { pairs } = compareModels([
      { name: 'a', truth, predicted: truth, classes: ['x', 'y'] },
      { name: 'b', truth, predicted: worse, classes: ['x', 'y'] },
    ]);
    expect(pairs[0]).toMatchObject({ winner: 'tie', pValue: expect.closeTo(0.0625, 12) });
    expect(pairs[0].difference.interval.low).toBeLessThanOrEqual(0);
  });

  test('refuses a metric that is undefined, in words', () => {
    const truth = new Uint16Array(30);
    const sure = {
      truth,
      predicted: truth,
      probabilities: matrix(new Float64Array(60).fill(0.5), 30, 2),
      classes: ['x', 'y'],
    };
    const models = [
      { name: 'a', ...sure },
      { name: 'b', ...sure },
    ];
    expect(() => compareModels(models, { metric: 'roc-auc' })).toThrow(/roc-auc of 'a' is undefined/);
  });
});

describe('tangoInterval(onlyFirst, onlySecond, rows, level)', () => {
  test.each(reference as [number, number, number, number, number][])(
    'of %d and %d of %d rows is %d to %d',
    (first, second, rows, low, high) => {
      const found = tangoInterval(first, second, rows, 0.95);
      expect(found.low).toBeCloseTo(low, 5);
      expect(found.high).toBeCloseTo(high, 5);
    },
  );
});

describe('normalTwoSided(z)', () => {
  // scipy: 2 * scipy.stats.norm.sf(z)
  test.each([
    [0, 1],
    [1, 0.31731050786291415],
    [1.96, 0.04999579029644087],
    [3.5, 0.00046525815807105],
    [3.6, 0.00031821718031506727],
    [10, 1.523970604832094e-23],
    [30, 9.813427854295816e-198],
  ])('of %d is %d', (z, p) => {
    expect(Math.abs(normalTwoSided(z) / p - 1)).toBeLessThan(1e-11);
    expect(normalTwoSided(-z)).toBe(normalTwoSided(z));
  });
});

describe('bootstrapMetric(metric, predictions)', () => {
  test.each(['macro-f1', 'roc-auc'] as const)('covers %s of few rows near its end', (metric) => {
    const truthValue = bootstrapMetric(metric, model('many rows', 10_000, 3.2), { resamples: 100 }).value;
    let covered = 0;
    for (let at = 0; at < 60; at++) {
      const { interval } = bootstrapMetric(metric, model(`few ${at}`, 30, 3.2), { resamples: 100 });
      if (interval.low <= truthValue && truthValue <= interval.high) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(53); // 57 expected
  });
});
