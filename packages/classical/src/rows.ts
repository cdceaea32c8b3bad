import {
  checkLabels,
  checkSize,
  countByClass,
  countEqual,
  type LabelledRows,
  type Labels,
  type Matrix,
  SelvedgeError,
} from '@selvedge/data';

/**
 * Checks what every `fit` needs: rows, a finite number everywhere, a label per row, two classes.
 *
 * @param what - the model's kind, named first in the error's text
 * @throws SelvedgeError `invalid-argument` or `shape-mismatch`
 */
export function checkTrainingRows(what: string, train: LabelledRows): void {
  const { labels, classes } = train;
  checkHeldOutRows(what, train, classes.length);
  const present = countByClass(labels, classes.length).filter((count) => count > 0).length;
  if (present < 2) throw oneClass(what, classes[labels[0]]);
}

/**
 * Checks labelled rows that a fit only looks at: some rows, a finite number everywhere, a known label per row.
 *
 * @throws SelvedgeError `invalid-argument` or `shape-mismatch`
 */
export function checkHeldOutRows(what: string, rows: LabelledRows, classes: number): void {
  const { features, labels } = rows;
  if (features.rows === 0 || features.columns === 0) throw noRows(what, features);
  checkMatrix(what, features);
  if (!(labels instanceof Uint16Array)) throw badLabelType(what, labels);
  checkLabels(what, { ...rows, classes: rows.classes.slice(0, classes) });
  checkFinite(what, features);
}

/** How predictions did: one cell of a grid. */
export function errorsOf({ labels }: LabelledRows, predicted: Labels): { errors: number; accuracy: number } {
  const right = countEqual(labels, predicted);
  return { errors: predicted.length - right, accuracy: right / predicted.length };
}

/** @throws SelvedgeError `invalid-argument` for NaN or infinite numbers, or features of another type than a matrix's */
export function checkNumbers(what: string, features: Matrix): void {
  checkMatrix(what, features);
  checkFinite(what, features);
}

/**
 * Checks rows to be predicted against the model.
 *
 * @throws SelvedgeError `shape-mismatch` unless the columns are those of the fit; `invalid-argument` for NaN or
 * infinite numbers
 */
export function checkPredictionRows(what: string, features: Matrix, columns: number): void {
  checkMatrix(what, features);
  if (features.columns !== columns) throw badColumns(what, features.columns, columns);
  checkFinite(what, features);
}

function checkMatrix(what: string, features: Matrix): void {
  const { values } = features;
  const isKnown = values instanceof Uint8Array || values instanceof Float32Array || values instanceof Float64Array;
  if (!isKnown) throw badFeatureType(what, values);
  checkSize(what, features);
}

function checkFinite(what: string, { values, columns }: Matrix): void {
  if (values instanceof Uint8Array) return;
  // A sum is not finite as soon as one number is not (or it overflows: then the search below finds nothing).
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at];
  if (Number.isFinite(sum)) return;
  const at = values.findIndex((value: number) => !Number.isFinite(value));
  if (at >= 0) throw notFinite(what, values[at], Math.floor(at / columns), at % columns);
}

const nameOf = (value: unknown): string => (value as object | undefined)?.constructor?.name ?? String(value);

const badLabelType = (what: string, labels: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: the labels are ${nameOf(labels)}; need a Uint16Array of class numbers. Look names up in the classes first.`,
  );

const badFeatureType = (what: string, values: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: the features are ${nameOf(values)}; need a Uint8Array, Float32Array or Float64Array in a Matrix.`,
  );

const noRows = (what: string, { rows, columns }: Matrix): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: got ${rows} rows of ${columns} columns to fit on; need at least one of each.`,
  );

const oneClass = (what: string, name: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: every row to fit on is of class '${name}'; need rows of at least two classes.`,
  );

const badColumns = (what: string, seen: number, wanted: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `${what}: got rows of ${seen} columns, but the model was fitted on ${wanted}. Prepare them as the training rows were.`,
  );

const notFinite = (what: string, value: number, row: number, column: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: the number in row ${row}, column ${column} is ${value}; need finite numbers. Remove such rows or fill them in.`,
  );
