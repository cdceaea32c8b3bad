import { createRng } from '@selvedge/data';
import fc from 'fast-check';
import type { SplitSpec } from '../specs.generated.js';
import type { Split } from './definition.js';
import { split } from './split.js';

const labels = Uint16Array.from({ length: 100 }, (_, row) => (row < 60 ? 0 : row < 90 ? 1 : 2));
const of = (spec: SplitSpec, seed = 0, rows = labels): Split => split(spec, { labels: rows }, createRng(seed));
const range = (start: number, end: number): number[] => Array.from({ length: end - start }, (_, at) => start + at);
const perClass = (rows: Iterable<number>): number[] => {
  const counts = [0, 0, 0];
  for (const row of rows) counts[labels[row]]++;
  return counts;
};

describe('split', () => {
  test('last and first take rows in order', () => {
    const mixed = labels.map((_, row) => row % 3);
    expect([...of({ kind: 'last', validation: 20 }, 0, mixed).train]).toEqual(range(0, 80));
    expect([...of({ kind: 'last', validation: 20 }, 0, mixed).validation]).toEqual(range(80, 100));
    expect([...of({ kind: 'last', validation: 20, train: 50 }, 0, mixed).train]).toEqual(range(0, 50));
    expect([...of({ kind: 'first', validation: 20 }, 0, mixed).validation]).toEqual(range(0, 20));
    expect([...of({ kind: 'last', validation: 0 }, 0, mixed).validation]).toEqual([]);
  });

  test('fraction keeps the share of each class', () => {
    const parts = of({ kind: 'fraction', validation: 0.2, test: 0.1 });
    expect(perClass(parts.validation)).toEqual([12, 6, 2]);
    expect(perClass(parts.test ?? [])).toEqual([6, 3, 1]);
    expect(parts.train).toHaveLength(70);
  });

  test('fraction without stratify draws from all rows alike', () => {
    const counts = range(0, 200).map(
      (seed) => perClass(of({ kind: 'fraction', validation: 0.2, stratify: false }, seed).validation)[2],
    );
    expect(new Set(counts).size).toBeGreaterThan(3);
    expect(counts.reduce((sum, count) => sum + count, 0) / 200).toBeCloseTo(2, 0);
  });

  test('per-class draws as many of each class', () => {
    const { train, validation } = of({ kind: 'per-class', train: 5, validation: 3 });
    expect(perClass(train)).toEqual([5, 5, 5]);
    expect(perClass(validation)).toEqual([3, 3, 3]);
  });

  test('ranges and rows take what they name', () => {
    const ranges = of({ kind: 'ranges', train: [10, 13], validation: [0, 2], test: [98, 100] });
    expect([[...ranges.train], [...ranges.validation], [...(ranges.test ?? [])]]).toEqual([
      [10, 11, 12],
      [0, 1],
      [98, 99],
    ]);
    const rows = of({ kind: 'rows', train: [7, 3], validation: [1] });
    expect([[...rows.train], [...rows.validation]]).toEqual([[7, 3], [1]]);
  });

  test('grouped keeps groups together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 100, maxLength: 100 }),
        fc.integer(),
        (groups, seed) => {
          const {
            train,
            validation,
            test: held = [],
          } = of({ kind: 'grouped', groups, validation: 0.3, test: 0.2 }, seed);
          const owner = new Map<number, string>();
          for (const [name, rows] of [
            ['train', train],
            ['validation', validation],
            ['test', held],
          ] as const) {
            for (const row of rows)
              expect(owner.get(groups[row]) ?? name).toBe(
                owner.set(groups[row], owner.get(groups[row]) ?? name).get(groups[row]),
              );
          }
          expect(train.length + validation.length + held.length).toBe(100);
          expect(train.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('drawn parts are ascending, disjoint, the same for a seed and others for another', () => {
    const specs: SplitSpec[] = [
      { kind: 'fraction', validation: 0.25, test: 0.25 },
      { kind: 'fraction', validation: 0.25, stratify: false },
      { kind: 'per-class', train: 4, validation: 4 },
      { kind: 'grouped', groups: range(0, 100).map((row) => `g${row % 25}`), validation: 0.2 },
    ];
    for (const spec of specs) {
      const parts = of(spec, 1);
      expect(of(spec, 1)).toEqual(parts);
      expect(of(spec, 2)).not.toEqual(parts);
      const all = [parts.train, parts.validation, parts.test ?? []].map((rows) => [...rows]);
      for (const rows of all) expect(rows).toEqual([...rows].sort((a, b) => a - b));
      expect(new Set(all.flat()).size).toBe(all.flat().length);
    }
  });

  test('refuses parts that overlap, are too large or leave nothing to train on', () => {
    expect(() => of({ kind: 'last', validation: 100 })).toThrow(
      /validation holds 100; need a whole number from 0 to 99/,
    );
    for (const split of [{ kind: 'last' }, { kind: 'first' }, { kind: 'per-class', train: 1 }] as const)
      expect(() => of({ ...split, validation: 0.2 })).toThrow(/got 0.2; write .* { kind: fraction, validation: 0.2 }/);
    expect(() => of({ kind: 'ranges', train: [0, 50], validation: [49, 60] })).toThrow(
      /row 49 is in train and in validation/,
    );
    expect(() => of({ kind: 'rows', train: [1, 1], validation: [] })).toThrow(/row 1 is in train and in train twice/);
    expect(() => of({ kind: 'rows', train: [100], validation: [] })).toThrow(/from 0 to 99/);
    expect(() => of({ kind: 'fraction', validation: 0.5, test: 0.5 })).toThrow(/leave training rows/);
    expect(() => of({ kind: 'fraction', validation: -0.1 })).toThrow(/validation: got -0.1; need at least 0/);
    expect(() => of({ kind: 'per-class', train: 9, validation: 2 })).toThrow(
      /class 2 has 10 rows; 9 for training and 2/,
    );
    expect(() => of({ kind: 'grouped', groups: [1], validation: 0.1 })).toThrow(/got 1 group keys for 100 rows/);
    const one = Array<string>(100).fill('a');
    expect(() => of({ kind: 'grouped', groups: one, validation: 0.1 })).toThrow(/rows are of 1 group, .* 2 parts/);
  });
});

test('a group of most rows leaves a validation part of the size asked for', () => {
  const groups = Array.from({ length: 3600 }, (_, row) => Math.max(0, row - 2600));
  const { train, validation } = split(
    { kind: 'grouped', groups, validation: 0.1 },
    { labels: new Uint16Array(3600) },
    createRng(1),
  );
  expect(Math.abs(validation.length - 360)).toBeLessThan(10);
  expect(train.length + validation.length).toBe(3600);
});
