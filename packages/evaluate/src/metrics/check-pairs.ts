import { type Labels, SelvedgeError } from '@selvedge/data';

/**
 * Checks that there is at least one row and one prediction per row. Small, for pages that load one metric.
 *
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows, and what is no label
 */
export function checkPairs(what: string, truth: Labels, predicted: Labels): void {
  checkLabelNumbers(what, truth);
  checkLabelNumbers(what, predicted);
  if (truth.length !== predicted.length) throw badLengths(what, truth.length, predicted.length);
  if (truth.length === 0) throw noRows(what);
}

/**
 * Labels are class numbers; a plain list of them does as well.
 *
 * @throws SelvedgeError `invalid-argument` for names of classes, fractions and anything that is not a list
 */
export function checkLabelNumbers(what: string, labels: unknown): void {
  if (labels instanceof Uint16Array) return;
  const isList = Array.isArray(labels) || (ArrayBuffer.isView(labels) && !(labels instanceof DataView));
  if (!isList) throw noLabels(what, labels);
  for (const label of labels as Iterable<unknown>) {
    if (!Number.isInteger(label) || Number(label) < 0) throw noLabels(what, label);
  }
}

const noLabels = (what: string, seen: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: got ${String(seen)} for labels; need class numbers, a Uint16Array of the true ones and one of the predicted. For names write encodeLabels(names).labels, with encodeLabels of @selvedge/preprocess.`,
  );

const badLengths = (what: string, truth: number, predicted: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `${what}: got ${truth} true and ${predicted} predicted labels; need one prediction per row.`,
  );

/** @internal */
export const noRows = (what: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `${what}: got no rows; a score needs at least one.`);
