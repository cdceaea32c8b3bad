import { createRng, type Labels, matrix } from '@selvedge/data';
import { bootstrapMetric, logLoss } from '../index.js';

const CLASSES = ['a', 'b'];

/** Predictions of class a that are wrong with a probability of .02, by a model that believes in `sure`. */
function strong(seed: number, rows: number, sure: number) {
  const rng = createRng(seed);
  const truth: Labels = Uint16Array.from({ length: rows }, () => Number(rng.uniform() < 0.02));
  const values = Float64Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 0 ? sure : 1 - sure));
  return { truth, predicted: new Uint16Array(rows), probabilities: matrix(values, rows, 2), classes: CLASSES };
}

const expected = {
  'log-loss': (sure: number) => -(0.98 * Math.log(sure) + 0.02 * Math.log(1 - sure)),
  brier: (sure: number) => 0.98 * (1 - sure) ** 2 + 0.02 * sure ** 2,
};

describe('the interval of a mean loss', () => {
  test.each([
    ['log-loss', 0.98, 30],
    ['log-loss', 0.9998, 30],
    ['log-loss', 0.9998, 200],
    ['brier', 0.98, 30],
    ['brier', 0.9998, 200],
  ] as const)(
    '%s of a strong model that is sure by %d holds the value of the population: %d rows',
    (name, sure, rows) => {
      const value = expected[name](sure);
      let covered = 0;
      for (let seed = 0; seed < 60; seed++) {
        const { interval } = bootstrapMetric(name, strong(seed, rows, sure), { resamples: 100, seed });
        if (interval.low <= value && value <= interval.high) covered++;
      }
      expect(covered).toBeGreaterThanOrEqual(56);
    },
  );

  test('is narrow where rows are many', () => {
    const sample = strong(1, 20_000, 0.98);
    const { value, interval } = bootstrapMetric('log-loss', sample, { resamples: 100 });
    expect(value).toBeCloseTo(logLoss(sample.truth, sample.probabilities), 12);
    expect(interval.high - interval.low).toBeLessThan(0.02);
  });

  test('keeps to the range of the metric, and has width where every row is certain and right', () => {
    const values = Float64Array.from({ length: 60 }, (_, at) => 1 - (at % 2));
    const certain = { ...strong(0, 30, 1), truth: new Uint16Array(30), probabilities: matrix(values, 30, 2) };
    const { value, interval } = bootstrapMetric('brier', certain, { resamples: 100 });
    expect(value).toBe(0);
    expect(interval.low).toBe(0);
    expect(interval.high).toBeGreaterThan(0.1); // Wilson's bound of no error in 30 rows is .114
    expect(interval.high).toBeLessThan(0.4);
    expect(bootstrapMetric('log-loss', certain, { resamples: 100 }).interval.high).toBeGreaterThan(1);
  });
});
