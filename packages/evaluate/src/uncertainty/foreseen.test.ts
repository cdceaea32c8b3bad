import { createRng, matrix } from '@selvedge/data';
import { bootstrapMetric, logLoss } from '../index.js';

const CLASSES = ['a', 'b'];

describe("the interval of a strong model's log loss", () => {
  test('holds the loss of the population, though few of its rows cost anything', () => {
    // Each row is wrong with probability .01, and the model says so: the log loss of the population is the entropy.
    const entropy = -(0.99 * Math.log(0.99) + 0.01 * Math.log(0.01));
    let covered = 0;
    for (let seed = 0; seed < 60; seed++) {
      const rng = createRng(seed);
      const truth = Uint16Array.from({ length: 30 }, () => (rng.uniform() < 0.01 ? 1 : 0));
      const values = Float64Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? 0.99 : 0.01));
      const probabilities = matrix(values, 30, 2);
      const predictions = { truth, predicted: new Uint16Array(30), probabilities, classes: CLASSES };
      const { value, interval } = bootstrapMetric('log-loss', predictions, { resamples: 100, seed });
      expect(value).toBeCloseTo(logLoss(truth, probabilities), 12);
      if (interval.low <= entropy && entropy <= interval.high) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(56);
  });
});
