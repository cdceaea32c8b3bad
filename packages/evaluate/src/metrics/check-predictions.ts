import { type Labels, SelvedgeError } from '@selvedge/data';
import { checkPairs } from './check-pairs.js';

/**
 * Checks that there is at least one row and one prediction per row, and that labels are classes.
 *
 * @param classes - how many classes there are, when known
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows or a label outside the
 * classes
 */
export function checkPredictions(what: string, truth: Labels, predicted: Labels, classes?: number): void {
  checkPairs(what, truth, predicted);
  if (classes === undefined) return;
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] >= classes) throw badLabel(what, 'true', truth[row], row, classes);
    if (predicted[row] >= classes) throw badLabel(what, 'predicted', predicted[row], row, classes);
  }
}

const badLabel = (what: string, kind: string, label: number, row: number, classes: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: ${kind} label ${label} in row ${row} is outside the ${classes} classes; labels count from 0 to ${classes - 1}.`,
  );
