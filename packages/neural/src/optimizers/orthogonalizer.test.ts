import { createRng } from '@selvedge/data';
import { orthogonalized } from './newton-schulz.js';
import { createOrthogonalizer } from './orthogonalizer.js';

const rng = createRng(5);

/** A matrix whose numbers lie backwards in their array. */
function matrixOf(rows: number, columns: number) {
  const places = Int32Array.from({ length: rows * columns }, (_, at) => rows * columns - at);
  return { rows, columns, places, rateFactor: 1 };
}

function expectPlainResult(rows: number, columns: number, x: Float32Array): void {
  const matrix = matrixOf(rows, columns);
  const values = new Float32Array(x.length + 1);
  for (const [at, place] of matrix.places.entries()) values[place] = x[at];
  createOrthogonalizer([matrixOf(2, 2), matrix])(values, matrix);
  const expected = orthogonalized(x, rows, columns);
  for (const [at, place] of matrix.places.entries()) expect(Math.abs(values[place] - expected[at])).toBeLessThan(1e-4);
  expect(values[0]).toBe(0);
}

describe('createOrthogonalizer(matrices)', () => {
  // More rows than one block of a product, sides that fill no whole vector, both orders of sides, one column.
  test.each([
    [300, 24],
    [7, 5],
    [6, 270],
    [9, 1],
    [1, 3],
  ])('%d x %d: the plain result', (rows, columns) => {
    expectPlainResult(
      rows,
      columns,
      Float32Array.from({ length: rows * columns }, () => rng.normal()),
    );
  });

  test('singular values end between 0.6 and 1.3', () => {
    const x = Float32Array.from({ length: 12 }, (_, at) => (at % 4 === 0 ? 10 ** -Math.floor(at / 4) : 0));
    const values = orthogonalized(x, 4, 3); // one number a column: these are the singular values
    const matrix = matrixOf(4, 3);
    const own = Float32Array.of(0, ...x.toReversed());
    createOrthogonalizer([matrix])(own, matrix);
    for (const at of [0, 4, 8]) {
      expect(values[at]).toBeGreaterThan(0.6);
      expect(values[at]).toBeLessThan(1.3);
      expect(own[12 - at]).toBeCloseTo(values[at], 3);
    }
  });

  test('a matrix of zeros stays one, and dead columns stay dead', () => {
    expectPlainResult(8, 4, new Float32Array(32));
    expectPlainResult(
      40,
      12,
      Float32Array.from({ length: 480 }, (_, at) => (at % 12 < 5 ? rng.normal() * 1e-12 : 0)),
    );
  });
});
