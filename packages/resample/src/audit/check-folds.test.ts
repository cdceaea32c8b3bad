import { matrix, rowIndices } from '@selvedge/data';
import { clouds, Means } from '../../test/means.js';
import { crossValidate } from '../cross-validation/cross-validate.js';
import { makeFolds } from '../folds/folds.js';
import { checkFolds, checkJudgedOnce } from './check-folds.js';
import { duplicateGroups } from './duplicate-groups.js';

describe('guards against rows on both sides', () => {
  test('refuse a row number that is trained on and tested', () => {
    const folds = [{ train: rowIndices([0, 1, 2]), test: rowIndices([2, 3]) }];
    expect(() => checkFolds(folds, 20)).toThrow(/fold 1: row 2 is both a training and a test row/);
  });

  test.each([2.5, -1, 20, Number.NaN])('refuse row %d, which does not exist', (row) => {
    for (const [train, test] of [
      [[0, row], [3]],
      [[0, 1], [row]],
    ]) {
      const folds = [{ train, test }] as never;
      expect(() => checkFolds(folds, 20)).toThrow(
        `fold 1: got row ${row} of 20 rows; need whole numbers from 0 to 19.`,
      );
    }
  });

  test('refuse copies under other numbers, as balancing by repetition makes them', async () => {
    const rows = clouds(40);
    const values = new Float32Array(160);
    values.set(rows.features.values);
    values.set(rows.features.values, 80);
    const labels = Uint16Array.from([...rows.labels, ...rows.labels]);
    const doubled = { ...rows, features: matrix(values, 80, 2), labels };
    await expect(crossValidate(new Means(), doubled)).rejects.toThrow(/exact copy among their training rows/);
    const groups = duplicateGroups(doubled.features);
    const apart = await crossValidate(new Means(), doubled, { folds: { kind: 'group-k-fold', folds: 4 }, groups });
    expect(apart.check.duplicatedTestRows).toBe(0);
    const allowed = await crossValidate(new Means(), doubled, { allowedDuplicateShare: 1 });
    expect(allowed.check.duplicatedTestRows).toBeGreaterThan(40);
  });

  test('refuse rows that do not exist and empty sides', () => {
    expect(() => checkFolds([{ train: rowIndices([0]), test: rowIndices([99]) }], 20)).toThrow(/row 99 of 20 rows/);
    expect(() => checkFolds([{ train: rowIndices([]), test: rowIndices([1]) }], 20)).toThrow(/0 training/);
  });

  test('do not see test rows change the fit: altered test labels alter no prediction', async () => {
    const rows = clouds(60);
    const folds = makeFolds({ kind: 'k-fold', folds: 3 }, rows, 1).slice(0, 1);
    const seen: number[][] = [];
    const spy = (labels: Uint16Array) =>
      crossValidate(
        () => {
          const inner = new Means();
          return {
            ...inner,
            kind: 'spy',
            params: {},
            clone: () => inner,
            fit: async (train) => {
              seen.push([...train.labels]);
              return inner.fit(train);
            },
          };
        },
        { ...rows, labels },
        { folds, stateLeak: 'ignore' },
      );
    await spy(rows.labels);
    await spy(rows.labels.map((label, row) => (folds[0].test.includes(row) ? (label + 1) % 3 : label)));
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toHaveLength(40);
  });

  test('refuse a row that is tested twice in a fold, never, or in two folds', () => {
    const [first, second] = makeFolds({ kind: 'k-fold', folds: 2 }, clouds(20));
    const twice = { train: first.train, test: rowIndices([...first.test, first.test[0]]) };
    expect(() => checkFolds([twice], 20)).toThrow(/fold 1: row \d+ is tested twice/);
    expect(() => checkJudgedOnce([first], 20)).toThrow(/is tested never; every row must be tested once/);
    expect(() => checkJudgedOnce([first, first, second], 20)).toThrow(/is tested 2 times/);
    expect(() => checkJudgedOnce([first, second], 20)).not.toThrow();
  });

  test('refuse groups on both sides, and keep them together for a number of folds', async () => {
    const rows = clouds(60);
    const groups = Array.from({ length: 60 }, (_, row) => `patient ${Math.floor(row / 3)}`);
    await expect(crossValidate(new Means(), rows, { groups, folds: { kind: 'k-fold', folds: 3 } })).rejects.toThrow(
      /rows of group 'patient \d+' are on both sides; use folds of kind 'group-k-fold'/,
    );
    expect((await crossValidate(new Means(), rows, { groups, folds: 3 })).spec).toEqual({
      kind: 'group-k-fold',
      folds: 3,
    });
  });
});
