import { matrix } from '@selvedge/data';
import { duplicateGroups, rowHasher } from './duplicate-groups.js';

const rows = 20_000;

describe('duplicateGroups(features)', () => {
  test.each([
    ['tiny', (at: number) => at * 1e-9],
    ['multiples of 4096', (at: number) => at * 4096],
    ['neighbours of 1', (at: number) => 1 + at * 2 ** -52],
    ['float32', (at: number) => Math.fround(at * 1.1)],
  ])('tells %s numbers apart by their hash, so that its time grows with the rows', (_, numberAt) => {
    const features = matrix(
      Float64Array.from({ length: rows }, (_, at) => numberAt(at)),
      rows,
      1,
    );
    const hashOf = rowHasher(features);
    const hashes = new Set(Array.from({ length: rows }, (_, row) => hashOf(row)));
    expect(hashes.size).toBeGreaterThan(rows - 50); // chance alone makes 47,000 pairs per 2^32: none or one
    expect(duplicateGroups(features)).toEqual(Uint32Array.from({ length: rows }, (_, row) => row));
  });

  test('refuses what is not a matrix', () => {
    const features = matrix(Float64Array.of(1, 1), 2, 1);
    expect(() => duplicateGroups({ features } as never)).toThrow('got labelled rows; write rows.features');
  });

  test('gives 0 and -0 the same number', () => {
    expect([...duplicateGroups(matrix(Float64Array.of(0, 1, -0), 3, 1))]).toEqual([0, 1, 0]);
  });
});
