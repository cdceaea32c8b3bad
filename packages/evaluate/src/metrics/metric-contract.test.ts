import { createRng, matrix } from '@selvedge/data';
import type { Predictions } from './metric.js';
import { selectPredictions } from './metric.js';
import { metrics } from './metrics.js';

const classes = ['a', 'b', 'c'];

/** Rows in which every class occurs, predicted right with a certain chance. */
function predictions(seed: number, share: number, rows = 60): Predictions {
  const rng = createRng(seed);
  const truth = Uint16Array.from({ length: rows }, (_, row) => row % 3);
  const values = new Float64Array(rows * 3);
  const predicted = truth.map((label, row) => {
    const given = rng.uniform() < share ? label : rng.int(3);
    const sure = 0.5 + 0.4 * rng.uniform();
    for (let c = 0; c < 3; c++) values[row * 3 + c] = c === given ? sure : (1 - sure) / 2;
    return given;
  });
  return { truth, predicted, probabilities: matrix(values, rows, 3), classes };
}

const certain = (truth: Uint16Array): Predictions => ({
  truth,
  predicted: truth,
  probabilities: matrix(
    Float64Array.from({ length: truth.length * 3 }, (_, at) => Number(truth[Math.floor(at / 3)] === at % 3)),
    truth.length,
    3,
  ),
  classes,
});

describe.each(metrics.definitions.map((definition) => [definition.name, definition] as const))(
  '%s',
  (_, definition) => {
    const { of, better, needsProbabilities } = definition;
    const isBetter = (one: number, other: number): boolean => (better === 'higher' ? one > other : one < other);

    test('is best for perfect predictions, and better the more rows are right', () => {
      const [few, many] = [of(predictions(1, 0.2)), of(predictions(1, 0.8))];
      expect(isBetter(many, few)).toBe(true);
      expect(isBetter(of(certain(predictions(1, 1).truth as Uint16Array)), many)).toBe(true);
      expect(of(certain(predictions(1, 1).truth as Uint16Array))).toBeCloseTo(better === 'higher' ? 1 : 0, 6);
    });

    test('does not depend on the order of rows', () => {
      const rows = predictions(2, 0.6);
      const order = [...rows.truth.keys()].sort((a, b) => ((a * 37) % 60) - ((b * 37) % 60));
      expect(of(selectPredictions(rows, order))).toBeCloseTo(of(rows), 12);
    });

    test('leaves its arguments alone', () => {
      const rows = predictions(3, 0.6);
      const before = structuredClone(rows);
      of(rows);
      expect(rows).toEqual(before);
    });

    test('asks for probabilities if and only if it needs them', () => {
      const { probabilities: __, ...labels } = predictions(4, 0.6);
      if (needsProbabilities) expect(() => of(labels)).toThrow(/needs probabilities/);
      else expect(of(labels)).toBe(of(predictions(4, 0.6)));
    });

    test('refuses no rows, and a prediction too few', () => {
      const rows = predictions(5, 0.6);
      expect(() => of(selectPredictions(rows, []))).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
      expect(() => of({ ...rows, truth: rows.truth.slice(1) })).toThrow(
        expect.objectContaining({ code: 'shape-mismatch' }),
      );
    });

    test('is described in a sentence', () => expect(definition.description).toMatch(/^[A-Z0-9].{10,160}\.$/));
  },
);
