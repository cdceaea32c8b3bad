import { type Matrix, SelvedgeError } from '@selvedge/data';
import { onlyFields, shown } from '@selvedge/data/checks';
import type { Fold } from '../folds/fold.js';
import { duplicateGroups } from './duplicate-groups.js';

/** Exact copies across the two sides of folds. Plain JSON. */
export interface FoldsCheck {
  /** Test rows (over all folds) whose very same features are also among the training rows. */
  readonly duplicatedTestRows: number;
  /** Over all folds. */
  readonly testRows: number;
}

/** How many copies are allowed. */
export interface DuplicatesOptions {
  /** Share of test rows in [0, 1] that may have an exact copy among their training rows; default 0.05. */
  readonly allowedDuplicateShare?: number;
}

/**
 * Counts test rows that have an exact copy among their training rows under another row number (rows copied to balance
 * classes, say), and refuses them beyond the allowed share: a few twins occur in any collection.
 *
 * @throws SelvedgeError `invalid-argument` with the count and what to do
 */
export function checkDuplicates(folds: readonly Fold[], features: Matrix, options: DuplicatesOptions = {}): FoldsCheck {
  onlyFields('checkDuplicates', options, ['allowedDuplicateShare']);
  const { allowedDuplicateShare = 0.05 } = options;
  if (!(typeof allowedDuplicateShare === 'number' && allowedDuplicateShare >= 0 && allowedDuplicateShare <= 1)) {
    throw badShare(allowedDuplicateShare);
  }
  const content = duplicateGroups(features);
  const inTrain = new Uint32Array(features.rows); // the number of the last fold that trains on this content, from 1
  let [duplicatedTestRows, testRows] = [0, 0];
  folds.forEach(({ train, test }, at) => {
    for (const row of train) inTrain[content[row]] = at + 1;
    for (const row of test) if (inTrain[content[row]] === at + 1) duplicatedTestRows++;
    testRows += test.length;
  });
  if (duplicatedTestRows > allowedDuplicateShare * testRows) {
    throw sharedContent(duplicatedTestRows, testRows, allowedDuplicateShare);
  }
  return { duplicatedTestRows, testRows };
}

const sharedContent = (duplicated: number, testRows: number, allowed: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `folds: ${duplicated} of ${testRows} test rows have an exact copy among their training rows, more than the allowed ${allowed * 100} %. Keep copies together with group-k-fold and duplicateGroups(features), remove them, or raise allowedDuplicateShare.`,
  );

const badShare = (share: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `folds: allowedDuplicateShare is ${shown(share)}; need a share from 0 to 1 (1 allows any number of copies).`,
  );
