import { type Labels, SelvedgeError } from '@selvedge/data';

/**
 * Checks that there is at least one row and one prediction per row. Small, for pages that load one metric.
 *
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows, and for what is not a label
 */
export function checkPairs(what: string, truth: Labels, predicted: Labels): void {
  // The second first: where it was left out, that is what to say, whatever the first is.
  checkLabelNumbers(what, predicted, 'predicted');
  checkLabelNumbers(what, truth);
  if (truth.length !== predicted.length) throw badLengths(what, truth.length, predicted.length);
  if (truth.length === 0) throw noRows(what);
}

/**
 * Labels are class numbers; a plain list of them does as well.
 *
 * @param which - of the labels, for the error's text
 * @throws SelvedgeError `invalid-argument` for names of classes, fractions and anything that is not a list
 */
export function checkLabelNumbers(what: string, labels: unknown, which = 'true'): void {
  if (labels instanceof Uint16Array) return;
  const isList = Array.isArray(labels) || (ArrayBuffer.isView(labels) && !(labels instanceof DataView));
  if (!isList) throw noLabels(what, labels, which);
  for (const label of labels as Iterable<unknown>) {
    if (!Number.isInteger(label) || Number(label) < 0) throw noLabels(what, label, which);
  }
}

const noLabels = (what: string, seen: unknown, which: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: got ${typeof seen === 'string' ? `'${seen}'` : String(seen)} for ${which} labels; need class numbers, a Uint16Array. For names write encodeLabels(names).labels, of @selvedge/preprocess.`,
  );

const badLengths = (what: string, truth: number, predicted: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `${what}: got ${truth} true and ${predicted} predicted labels; need one prediction per row.`,
  );

/** @internal */
export const noRows = (what: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `${what}: got no rows; a score needs at least one.`);
