import { createRng } from '@selvedge/data';
import { confusedPairs, confusionMatrix, mostConfused } from './confusion-matrix.js';
import { evaluatePredictions } from './evaluate-predictions.js';
import { metrics } from './metrics.js';

const classes = Array.from({ length: 10_000 }, (_, at) => `class ${at}`);
const rng = createRng(2);
const truth = Uint16Array.from({ length: 20_000 }, () => rng.int(10_000));
const predicted = truth.map((label) => (rng.uniform() < 0.7 ? label : rng.int(10_000)));

describe('of 10,000 classes', () => {
  test('every metric of labels and all pairs need memory for the rows and classes alone', () => {
    const { confusion, mostConfused: pairs, report } = evaluatePredictions({ truth, predicted, classes });
    expect(confusion).toBeUndefined();
    expect(pairs).toHaveLength(10);
    expect(report.accuracy.value).toBeCloseTo(0.7, 1);
    for (const name of metrics.names) {
      const { of, needsProbabilities } = metrics.definitionOf(name);
      if (!needsProbabilities) expect(Number.isFinite(of({ truth, predicted, classes }))).toBe(true);
    }
  });

  test('a whole table is refused, with what to use instead', () => {
    expect(() => confusionMatrix(truth, predicted, classes)).toThrow(/at most 2000.*confusedPairs/);
  });
});

test('confusedPairs are those of the table', () => {
  const few = classes.slice(0, 7);
  const [own, given] = [truth.map((label) => label % 7), predicted.map((label) => label % 7)];
  expect(confusedPairs(own, given, few, 50)).toEqual(mostConfused(confusionMatrix(own, given, few), 50));
});
