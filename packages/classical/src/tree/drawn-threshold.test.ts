import { matrix, type Numbers } from '@selvedge/data';
import { ExtraTrees } from '../index.js';

const trainOf = (values: Numbers) => ({
  features: matrix(values, 2, 1),
  labels: Uint16Array.of(0, 1),
  classes: ['a', 'b'],
});

describe('a cut that is drawn', () => {
  test.each([
    ['bytes', Uint8Array],
    ['floats', Float32Array],
    ['doubles', Float64Array],
  ] as const)('is uniform between the smallest and the largest number, in %s', async (_, Kind) => {
    const fitted = await new ExtraTrees({ nEstimators: 1000, bootstrap: false }).fit(trainOf(Kind.of(0, 100)), {
      seed: 3,
    });
    const { values } = await fitted.predictProba(matrix(Kind.of(0, 25, 50, 75, 100), 5, 1));
    const shares = [0, 1, 2, 3, 4].map((row) => values[2 * row + 1]);
    expect(shares[0]).toBe(0);
    expect(shares[4]).toBe(1);
    // Standard error of a share of 1,000 draws: 0.014 to 0.016.
    for (const [at, share] of [0.25, 0.5, 0.75].entries()) expect(Math.abs(shares[at + 1] - share)).toBeLessThan(0.055);
  });
});
