import { type Matrix, SelvedgeError } from '@selvedge/data';
import type { Fold } from '../folds/folds.js';

/** What the guard found out about the folds. Plain JSON. */
export interface FoldsCheck {
  /** Test rows (over all folds) whose very same features are also among the training rows. */
  readonly duplicatedTestRows: number;
  /** Over all folds. */
  readonly testRows: number;
}

/**
 * Refuses folds in which a model would be tested on rows that it was fitted on.
 *
 * The same row number on both sides is always refused. Equal features under different numbers (rows copied to balance
 * classes, say) are counted, and refused beyond the allowed share: a few twins occur in any collection.
 *
 * @param allowedDuplicateShare - in [0, 1]
 * @throws SelvedgeError `invalid-argument` naming the fold, the rows and what to do
 */
export function checkFolds(
  folds: readonly Fold[],
  features: Matrix,
  { allowedDuplicateShare = 0.05 }: { readonly allowedDuplicateShare?: number } = {},
): FoldsCheck {
  const content = duplicateGroups(features);
  const inTrain = new Uint32Array(features.rows); // the number of the last fold that trains on this row, from 1
  const contentInTrain = new Uint32Array(features.rows);
  let [duplicatedTestRows, testRows] = [0, 0];
  folds.forEach(({ train, test }, at) => {
    const fold = at + 1;
    if (train.length === 0 || test.length === 0) throw emptySide(fold, train.length, test.length);
    for (const row of train) {
      if (row >= features.rows) throw noSuchRow(fold, row, features.rows);
      inTrain[row] = fold;
      contentInTrain[content[row]] = fold;
    }
    for (const row of test) {
      if (row >= features.rows) throw noSuchRow(fold, row, features.rows);
      if (inTrain[row] === fold) throw sharedRow(fold, row);
      if (contentInTrain[content[row]] === fold) duplicatedTestRows++;
      testRows++;
    }
  });
  if (duplicatedTestRows > allowedDuplicateShare * testRows) {
    throw sharedContent(duplicatedTestRows, testRows, allowedDuplicateShare);
  }
  return { duplicatedTestRows, testRows };
}

/**
 * Gives rows with equal features the same number (that of the first of them): groups for `group-k-fold`, so that copies
 * of one row never stand on both sides.
 */
export function duplicateGroups({ values, rows, columns }: Matrix): Uint32Array {
  const groups = new Uint32Array(rows);
  const firstWith = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const hash = hashRow(values, start, columns);
    const candidates = firstWith.get(hash);
    const twin = candidates?.find((other) => equalRows(values, start, other * columns, columns));
    groups[row] = twin ?? row;
    if (twin !== undefined) continue;
    if (candidates) candidates.push(row);
    else firstWith.set(hash, [row]);
  }
  return groups;
}

/** FNV-1a over the numbers; floats by their first 32 significant bits. Collisions are compared in full. */
function hashRow(values: Matrix['values'], start: number, columns: number): number {
  let hash = 0x811c9dc5;
  const whole = values instanceof Uint8Array;
  for (let at = start; at < start + columns; at++) {
    hash = Math.imul(hash ^ (whole ? values[at] : Math.trunc(values[at] * 1048576) | 0), 0x01000193);
  }
  return hash;
}

function equalRows(values: Matrix['values'], a: number, b: number, columns: number): boolean {
  for (let at = 0; at < columns; at++) if (values[a + at] !== values[b + at]) return false;
  return true;
}

/**
 * Refuses a statistic (a mean, a vocabulary, class weights) that was fitted on rows which a split holds out. For planners:
 * it needs row numbers only, no data.
 *
 * @param step - what was fitted, for the error's text
 * @throws SelvedgeError `invalid-argument` with the number of rows that leak
 */
export function checkFittedOn(step: string, fitted: Uint32Array, heldOut: Uint32Array, heldOutName = 'test'): void {
  const held = new Set(heldOut);
  let leaked = 0;
  let first = -1;
  for (const row of fitted) {
    if (!held.has(row)) continue;
    if (leaked++ === 0) first = row;
  }
  if (leaked === 0) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${step}: would be fitted on ${leaked} rows that the split holds out for ${heldOutName} (row ${first} is the first); fit it on training rows only.`,
  );
}

const emptySide = (fold: number, train: number, test: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `fold ${fold}: got ${train} training and ${test} test rows; both need at least one.`,
  );

const noSuchRow = (fold: number, row: number, rows: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `fold ${fold}: got row ${row} of ${rows} rows; rows count from 0.`);

const sharedRow = (fold: number, row: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `fold ${fold}: row ${row} is both a training and a test row; a model must not be tested on what it was fitted on. Make the folds with makeFolds().`,
  );

const sharedContent = (duplicated: number, testRows: number, allowed: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `folds: ${duplicated} of ${testRows} test rows have an exact copy among their training rows, more than the allowed ${allowed * 100} %. Keep copies together with group-k-fold and duplicateGroups(features), remove them, or raise allowedDuplicateShare.`,
  );
