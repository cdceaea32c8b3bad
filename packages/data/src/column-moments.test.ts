import fc from 'fast-check';
import { centredRows, columnMoments, farCentres, isConstant } from './column-moments.js';
import { matrix } from './matrix.js';

describe('isConstant(variance, mean, count)', () => {
  test('holds for equal numbers of any size and count', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e15, max: 1e15, noNaN: true }),
        fc.integer({ min: 1, max: 3000 }),
        (value, rows) => {
          const { means, variances } = columnMoments(matrix(new Float64Array(rows).fill(value), rows, 1));
          return isConstant(variances[0], means[0], rows);
        },
      ),
    );
  });

  test('does not hold for numbers that differ in their tenth digit', () => {
    const { means, variances } = columnMoments(matrix(Float64Array.of(1, 1 + 1e-9, 1 - 1e-9), 3, 1));
    expect(isConstant(variances[0], means[0], 3)).toBe(false);
  });
});

describe('farCentres(rows)', () => {
  test('are the means of columns far from zero alone, and float32 keeps the differences', () => {
    const rows = matrix(Float64Array.of(1700000000, 1, 1700000060, -1), 2, 2);
    const centres = farCentres(rows);
    expect(centres).toEqual(Float64Array.of(1700000030, 0));
    expect([...centredRows(rows, centres).values]).toEqual([-30, 1, 30, -1]);
  });

  test('are absent where float32 holds the columns', () => {
    expect(farCentres(matrix(Float64Array.of(1, 2, 3, 4), 4, 1))).toBeUndefined();
    expect(farCentres(matrix(Uint8Array.of(255, 254, 255, 255), 4, 1))).toBeUndefined();
  });
});
