import { createRng } from '@selvedge/data';
import fc from 'fast-check';
import { type FoldsSpec, makeFolds } from './folds.js';

describe('makeFolds(spec, rows, seed)', () => {
  test('is disjoint, complete, even and repeatable in 1,000 random cases', () => {
    const kinds = ['k-fold', 'stratified-k-fold', 'repeated'] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 120 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(...kinds),
        fc.integer(),
        (rows, wanted, classes, kind, seed) => {
          const rng = createRng(seed);
          const labels = Uint16Array.from({ length: rows }, () => rng.int(classes));
          const counts = Array.from({ length: classes }, (_, c) => labels.filter((label) => label === c).length);
          const folds = Math.min(kind === 'k-fold' ? rows : Math.max(...counts), wanted);
          if (folds < 2) return;
          const spec = kind === 'repeated' ? { kind, folds, repeats: 2 } : { kind, folds };
          const made = makeFolds(spec, { labels }, seed);
          expect(made).toEqual(makeFolds(spec, { labels }, seed));
          for (let repeat = 0; repeat < made.length; repeat += folds) {
            const group = made.slice(repeat, repeat + folds);
            const tested = group.flatMap(({ test }) => [...test]).sort((a, b) => a - b);
            expect(tested).toEqual(Array.from({ length: rows }, (_, row) => row));
            const sizes = group.map(({ test }) => test.length);
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
            for (const { train, test } of group) {
              expect(new Set([...train, ...test]).size).toBe(rows);
              expect(train.length + test.length).toBe(rows);
            }
            if (kind === 'k-fold') continue;
            for (let c = 0; c < classes; c++) {
              const own = group.map(({ test }) => test.filter((row) => labels[row] === c).length);
              expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('refuses stratified folds where every class has fewer rows, as scikit-learn, and deals a rare class out', () => {
    const labels = Uint16Array.of(0, 0, 0, 1, 1, 1, 1);
    const message = (spec: FoldsSpec) => () => makeFolds(spec, { labels });
    expect(message({ kind: 'stratified-k-fold', folds: 5 })).toThrow(
      "stratified-k-fold: got 5 stratified folds where no class has more than 4 rows; write folds: 4, { kind: 'k-fold', folds: 5 } or give more rows.",
    );
    expect(message({ kind: 'repeated', folds: 5, repeats: 2 })).toThrow('stratified: false');
    expect(makeFolds({ kind: 'repeated', folds: 5, repeats: 2, stratified: false }, { labels })).toHaveLength(10);
    const rare = makeFolds({ kind: 'stratified-k-fold', folds: 4 }, { labels });
    expect(rare.map(({ test }) => test.filter((row) => labels[row] === 0).length)).toEqual([1, 1, 1, 0]);
  });

  test('shows the order of its arguments', () => {
    const swapped = makeFolds as (...given: unknown[]) => unknown;
    const line = "write makeFolds({ kind: 'stratified-k-fold', folds: 5 }, { labels }, seed)";
    expect(() => swapped({ labels: new Uint16Array(4) }, { kind: 'k-fold', folds: 2 })).toThrow(line);
    expect(() => swapped({ kind: 'k-fold', folds: 2 })).toThrow(line);
  });

  test('keeps groups together', () => {
    const groups = Array.from({ length: 60 }, (_, row) => `patient ${row % 13}`);
    for (const { train, test } of makeFolds(
      { kind: 'group-k-fold', folds: 4 },
      { labels: new Uint16Array(60), groups },
    )) {
      const inTrain = new Set([...train].map((row) => groups[row]));
      expect([...test].some((row) => inTrain.has(groups[row]))).toBe(false);
    }
  });

  test('leaves each row out once, and keeps order without shuffling', () => {
    expect(makeFolds({ kind: 'leave-one-out' }, { labels: new Uint16Array(3) }).map(({ test }) => [...test])).toEqual([
      [0],
      [1],
      [2],
    ]);
    const spec = { kind: 'k-fold', folds: 2, shuffle: false } as const;
    expect(makeFolds(spec, { labels: new Uint16Array(5) }).map(({ test }) => [...test])).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  test('holds out a share, of each class where it is stratified', () => {
    const labels = Uint16Array.from({ length: 100 }, (_, row) => (row < 80 ? 0 : 1));
    const [{ train, test }] = makeFolds({ kind: 'holdout', testSize: 0.2 }, { labels }, 3);
    expect([train.length, test.length]).toEqual([80, 20]);
    expect(test.filter((row) => labels[row] === 1)).toHaveLength(4);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    expect(makeFolds({ kind: 'holdout', testSize: 0.2, stratified: false }, { labels }, 3)[0].test).not.toEqual(test);
  });

  test.each([
    [{ kind: 'holdout', testSize: 1 } as const, /got testSize 1 of 10 rows/],
    [{ kind: 'k-fold', folds: 1 } as const, /at least 2/],
    [{ kind: 'k-fold', folds: 11 } as const, /11 folds of 10 rows/],
    [{ kind: 'stratified-k-fold', folds: Number.NaN } as const, /NaN folds/],
    [{ kind: 'repeated', folds: 2, repeats: 0 } as const, /0 repeats/],
    [{ kind: 'group-k-fold', folds: 2 } as const, /no groups/],
  ])('refuses %j', (spec, message) => {
    expect(() => makeFolds(spec, { labels: new Uint16Array(10) })).toThrow(message);
  });
});
