import fc from 'fast-check';
import { logProbability, probabilitiesOf } from './head.js';

const argmax = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((best, value, i, all) => (value > all[best] ? i : best), 0);
const output = fc.double({ min: -50, max: 50, noNaN: true }).map(Math.fround);

describe('probabilitiesOf(outputs, classes, head)', () => {
  test.each(['linear', 'softmax', 'log-softmax'] as const)(
    '%s: shares of 1 whose order is that of the outputs',
    (head) => {
      fc.assert(
        fc.property(fc.array(output, { minLength: 2, maxLength: 6 }), (row) => {
          const shares = probabilitiesOf(Float32Array.from(row), row.length, head);
          expect(shares.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
          for (const share of shares) expect(share).toBeGreaterThanOrEqual(0);
          expect(row[argmax(row)] - row[argmax(shares)]).toBeLessThan(1e-5 * Math.max(1, ...row.map(Math.abs)));
        }),
      );
    },
  );

  test('outputs below 0 are not one another: the largest is the class', () => {
    const shares = probabilitiesOf(Float32Array.of(-0.5, -0.25, -3), 3, 'linear');
    expect([...shares]).toEqual([0.375, 0.625, 0]);
    expect([...probabilitiesOf(Float32Array.of(-1, 0.5, 0.25), 3, 'linear')]).toEqual([
      0,
      Math.fround(2 / 3),
      Math.fround(1 / 3),
    ]);
  });

  test.each(['linear', 'softmax'] as const)('%s: outputs that are not finite are refused', (head) => {
    const given = Float32Array.of(1, 2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1);
    for (const start of [2, 4]) {
      expect(() => probabilitiesOf(given.slice(start, start + 2), 2, head)).toThrow(
        expect.objectContaining({ code: 'diverged', message: expect.stringContaining('need finite numbers') }),
      );
    }
  });
});

test('logProbability has no floor', () => {
  expect(logProbability(Float32Array.of(0, 200), 0, 2, 0)).toBeCloseTo(-200, 10); // torch.log_softmax: -200
});
