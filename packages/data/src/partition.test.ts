import fc from 'fast-check';
import { groupedPartition, partition, stratifiedPartition } from './partition.js';
import { createRng } from './rng.js';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const ascending = (rows: Iterable<number>): number[] => [...rows].sort((a, b) => a - b);

describe('partition(rows, parts)', () => {
  test('keeps the order and gives the first parts the extra rows', () => {
    expect(partition(7, 3).map((part) => [...part])).toEqual([
      [0, 1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test('covers every row once, whatever the seed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer(),
        (rows, wanted, seed) => {
          const parts = partition(rows, Math.min(rows, wanted), createRng(seed));
          expect(ascending(parts.flatMap((part) => [...part]))).toEqual(range(rows));
          const sizes = parts.map((part) => part.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test.each([
    [7, 0],
    [7, 1.5],
    [7, 8],
    [7, Number.NaN],
    [0, 1],
  ])('refuses %p rows in %p parts', (rows, parts) => {
    expect(() => partition(rows, parts)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

describe('stratifiedPartition(labels, parts)', () => {
  test('covers every row once and spreads each class and the whole evenly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 10, maxLength: 200 }),
        fc.integer({ min: 2, max: 10 }),
        fc.integer(),
        (labels, count, seed) => {
          const parts = stratifiedPartition(labels, count, createRng(seed));
          expect(ascending(parts.flatMap((part) => [...part]))).toEqual(range(labels.length));
          const spread = (sizes: number[]): number => Math.max(...sizes) - Math.min(...sizes);
          expect(spread(parts.map((part) => part.length))).toBeLessThanOrEqual(1);
          for (const label of new Set(labels)) {
            expect(
              spread(parts.map((part) => [...part].filter((row) => labels[row] === label).length)),
            ).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});

describe('groupedPartition(groups, parts)', () => {
  test('never divides a group and covers every row once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 30, maxLength: 120 }),
        fc.integer(),
        (groups, seed) => {
          fc.pre(new Set(groups).size >= 3);
          const parts = groupedPartition(groups, 3, createRng(seed));
          expect(ascending(parts.flatMap((part) => [...part]))).toEqual(range(groups.length));
          for (const group of new Set(groups)) {
            expect(parts.filter((part) => [...part].some((row) => groups[row] === group))).toHaveLength(1);
          }
        },
      ),
    );
  });

  test('refuses more parts than groups', () => {
    expect(() => groupedPartition(['a', 'a', 'b'], 3)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});
