import { type Labels, SelvedgeError, shown } from '@selvedge/data';

/**
 * Checks that there is at least one row and one prediction per row, and that labels are classes.
 *
 * @param classes - how many classes there are, when known
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows or a label outside the
 * classes
 */
export function checkPredictions(what: string, truth: Labels, predicted: Labels, classes?: number): void {
  checkLabelNumbers(what, 'true', truth);
  checkLabelNumbers(what, 'predicted', predicted);
  if (truth.length !== predicted.length) throw badLengths(what, truth.length, predicted.length);
  if (truth.length === 0) throw noRows(what);
  if (classes === undefined) return;
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] >= classes) throw badLabel(what, 'true', truth[row], row, classes);
    if (predicted[row] >= classes) throw badLabel(what, 'predicted', predicted[row], row, classes);
  }
}

/**
 * Labels are class numbers; a plain list of them does as well.
 *
 * @throws SelvedgeError `invalid-argument` for names of classes, fractions and anything that is not a list
 */
export function checkLabelNumbers(what: string, kind: string, labels: unknown): void {
  if (labels instanceof Uint16Array || labels instanceof Uint8Array || labels instanceof Uint32Array) return;
  const isList = Array.isArray(labels) || (ArrayBuffer.isView(labels) && !(labels instanceof DataView));
  if (!isList) throw noLabels(what, kind, labels);
  for (const label of labels as Iterable<unknown>) {
    if (!Number.isInteger(label) || Number(label) < 0) throw noNumber(what, kind, label);
  }
}

const noLabels = (what: string, kind: string, seen: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: the ${kind} labels are ${shown(seen)}; need a Uint16Array of class numbers. The order is ${what}(truth, predicted, ...).`,
  );

const noNumber = (what: string, kind: string, label: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: a ${kind} label is ${shown(label)}; need class numbers from 0. Write encodeLabels(names).labels, with encodeLabels of @selvedge/preprocess.`,
  );

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
