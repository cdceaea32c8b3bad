import { type Labels, SelvedgeError } from '@selvedge/data';

/**
 * Checks that there is at least one row and one prediction per row, and that labels are classes.
 *
 * @param classes - how many classes there are, when known
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows or a label outside the
 * classes
 */
export function checkPredictions(what: string, truth: Labels, predicted: Labels, classes?: number): void {
  if (truth.length !== predicted.length) throw badLengths(what, truth.length, predicted.length);
  if (truth.length === 0) throw noRows(what);
  if (classes === undefined) return;
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] >= classes) throw badLabel(what, 'true', truth[row], row, classes);
    if (predicted[row] >= classes) throw badLabel(what, 'predicted', predicted[row], row, classes);
  }
}

const badLengths = (what: string, truth: number, predicted: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `${what}: got ${truth} true and ${predicted} predicted labels; need one prediction per row. Were they made on other rows?`,
  );

/** @internal */
export const noRows = (what: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `${what}: got no rows; a score needs at least one.`);

const badLabel = (what: string, kind: string, label: number, row: number, classes: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: ${kind} label ${label} in row ${row} is outside the ${classes} classes; labels count from 0 to ${classes - 1}.`,
  );
