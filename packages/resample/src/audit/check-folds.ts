import { SelvedgeError } from '@selvedge/data';
import type { Fold } from '../folds/fold.js';

/**
 * Refuses folds in which a model would be tested on rows, or on rows of groups, that it was fitted on.
 *
 * @param rows - of the data set
 * @param groups - one key per row; rows with the same key must be on the same side
 * @throws SelvedgeError `invalid-argument` naming the fold, the row and what to do
 */
export function checkFolds(folds: readonly Fold[], rows: number, groups?: ArrayLike<number | string>): void {
  if (folds.length === 0) throw new SelvedgeError('invalid-argument', 'folds: got an empty list; need at least one.');
  if (groups && groups.length !== rows) throw badGroups(groups.length, rows);
  const trainedIn = new Uint32Array(rows); // the number of the last fold that trains on this row, from 1
  const testedIn = new Uint32Array(rows);
  folds.forEach(({ train, test }, at) => {
    const fold = at + 1;
    if (train.length === 0 || test.length === 0) throw emptySide(fold, train.length, test.length);
    for (const row of train) {
      if (!(Number.isInteger(row) && row >= 0 && row < rows)) throw noSuchRow(fold, row, rows);
      trainedIn[row] = fold;
    }
    for (const row of test) {
      if (!(Number.isInteger(row) && row >= 0 && row < rows)) throw noSuchRow(fold, row, rows);
      if (trainedIn[row] === fold) throw sharedRow(fold, row);
      if (testedIn[row] === fold) throw repeatedRow(fold, row);
      testedIn[row] = fold;
    }
    if (groups) checkGroups(fold, { train, test }, groups);
  });
}

function checkGroups(fold: number, { train, test }: Fold, groups: ArrayLike<number | string>): void {
  const trained = new Set<number | string>();
  for (const row of train) trained.add(groups[row]);
  for (const row of test) if (trained.has(groups[row])) throw sharedGroup(fold, groups[row]);
}

/**
 * Refuses folds that judge a row more or less often than they should.
 *
 * @param times - how often every row judges; default 1
 * @throws SelvedgeError `invalid-argument` naming the row
 */
export function checkJudgedOnce(folds: readonly Fold[], rows: number, times = 1): void {
  const judged = new Uint32Array(rows);
  for (const { test } of folds) for (const row of test) judged[row]++;
  const wrong = judged.findIndex((count) => count !== times);
  if (wrong >= 0) throw notOnce(wrong, judged[wrong], times);
}

const emptySide = (fold: number, train: number, test: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `fold ${fold}: got ${train} training and ${test} test rows; both need at least one.`,
  );

const noSuchRow = (fold: number, row: number, rows: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `fold ${fold}: got row ${row} of ${rows} rows; need whole numbers from 0 to ${rows - 1}.`,
  );

const sharedRow = (fold: number, row: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `fold ${fold}: row ${row} is both a training and a test row; a model must not be tested on what it was fitted on. Make the folds with makeFolds().`,
  );

const repeatedRow = (fold: number, row: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `fold ${fold}: row ${row} is tested twice; list every test row once.`);

const badGroups = (groups: number, rows: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `folds: got ${groups} groups for ${rows} rows; need one key per row.`);

const sharedGroup = (fold: number, group: number | string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `fold ${fold}: rows of group '${group}' are on both sides; use folds of kind 'group-k-fold', which keep groups together.`,
  );

const notOnce = (row: number, times: number, need: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `folds: row ${row} is tested ${times === 0 ? 'never' : `${times} times`}; every row must be tested ${need === 1 ? 'once' : `${need} times`}. Use k-fold, stratified-k-fold, group-k-fold or leave-one-out.`,
  );
