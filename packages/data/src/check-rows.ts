import { cellName } from './cell-name.js';
import { areClassNames } from './class-names.js';
import { checkLabels, countByClass, formOfRows, type LabelledRows } from './dataset.js';
import { SelvedgeError, unfitData } from './errors.js';
import { inFormOf } from './in-form-of.js';
import { checkSize, type Matrix } from './matrix.js';
import { checkForm, type FittedForm } from './row-form.js';
import { isStored } from './stored-rows.js';

/** Whether NaN counts as a missing value. */
export interface MissingOptions {
  /** The model has an answer for missing values; default false: they are refused. */
  readonly takesMissing?: boolean;
}

/**
 * Checks what every `fit` needs: rows, a finite number everywhere, a label per row, two classes.
 *
 * @param what - the model's kind, named first in the error's text
 * @throws SelvedgeError `invalid-argument` or `shape-mismatch`
 */
export function checkTrainingRows(what: string, train: LabelledRows, options: MissingOptions = {}): void {
  checkRowParts(what, train);
  checkFinite(what, train.features, options);
  checkTwoClasses(what, train);
}

/**
 * Checks labelled rows that a fit only looks at: some rows, a finite number everywhere, a known label per row.
 *
 * @param classes - how many of the rows' classes are known; default all
 * @throws SelvedgeError `invalid-argument` or `shape-mismatch`
 */
export function checkHeldOutRows(
  what: string,
  rows: LabelledRows,
  classes?: number,
  options: MissingOptions = {},
): void {
  checkRowParts(what, rows, classes);
  checkFinite(what, rows.features, options);
}

/** @throws SelvedgeError `invalid-argument` for NaN or infinite numbers, or features of another type than a matrix's */
export function checkNumbers(what: string, features: Matrix): void {
  checkFeatures(what, features);
  checkFinite(what, features);
}

/**
 * Rows to be predicted as the model needs them: named columns in the order of the fit.
 *
 * @throws SelvedgeError as `rowsOfFit`, and `invalid-argument` for NaN or infinite numbers
 */
export function predictionRows(
  what: string,
  features: Matrix,
  fitted: FittedForm,
  options: MissingOptions = {},
): Matrix {
  const rows = rowsOfFit(what, features, fitted);
  checkFinite(what, rows, options);
  return rows;
}

/** What `checkHeldOutRows` says about everything but the numbers themselves. */
export function checkRowParts(what: string, rows: LabelledRows, classes?: number): void {
  checkLabelled(what, rows);
  const { features, labels } = rows;
  if (features.rows === 0 || features.columns === 0) throw noRows(what, features);
  checkFeatures(what, features);
  // What is fitted keeps the form: a wrong one would be saved, and could not be loaded.
  checkForm(features.columns, formOfRows(rows), what);
  checkLabels(what, { ...rows, features, labels, classes: rows.classes.slice(0, classes) });
}

/**
 * Checks that these are features with labels and classes, of the right types.
 *
 * @throws SelvedgeError `invalid-argument` with the line to write
 */
export function checkLabelled(what: string, given: unknown): asserts given is LabelledRows {
  if (Array.isArray(given)) throw listOfRows(what, given);
  const rows = given as Partial<LabelledRows> | null | undefined;
  if (Array.isArray(rows?.features)) throw listOfRows(what, rows.features);
  if (Array.isArray(rows?.labels)) throw badLabelType(what, rows.labels);
  const missing = (['features', 'labels', 'classes'] as const).find((name) => typeof rows?.[name] !== 'object');
  if (missing !== undefined || !Array.isArray(rows?.classes)) throw noParts(what, missing ?? 'list of classes');
  if (!(rows.labels instanceof Uint16Array)) throw badLabelType(what, rows.labels);
}

/** @throws SelvedgeError `invalid-argument` where all rows are of one class */
export function checkTwoClasses(what: string, { labels, classes }: LabelledRows): void {
  if (!areClassNames(classes)) throw sameNames(what, classes);
  const present = countByClass(labels, classes.length).filter((count) => count > 0).length;
  if (present < 2) throw oneClass(what, classes[labels[0]]);
}

/**
 * Rows in the form of those that a model was fitted on, whatever their numbers.
 *
 * @throws SelvedgeError `shape-mismatch` for other columns or another shape; as `checkNumbers` for the matrix's type
 */
export function rowsOfFit(what: string, features: Matrix, fitted: FittedForm): Matrix {
  checkFeatures(what, features);
  return inFormOf(what, features, fitted);
}

/** Which numbers `checkFinite` looks at, and how large they may be. */
export interface FiniteOptions extends MissingOptions {
  /** The first of them; default 0. For who looks at many in several goes. */
  readonly start?: number;
  /** One after the last; default all. */
  readonly end?: number;
  /** The numbers are used as float32, where what is above 3.4e38 is infinite; default false. */
  readonly asFloat32?: boolean;
}

/**
 * @throws SelvedgeError `invalid-argument` naming the row and column of the first number that is not finite; for missing
 * values their column and how many there are, with the line that fills them in
 */
export function checkFinite(what: string, features: Matrix, options: FiniteOptions = {}): void {
  if (isStored(features) && features.areBytes) return;
  const { values } = features;
  if (values instanceof Uint8Array) return;
  const { start = 0, end = values.length, asFloat32 = false, takesMissing = false } = options;
  // A sum is not finite as soon as one number is not (or it overflows: then the search below finds nothing).
  let sum = 0;
  if (asFloat32 && values instanceof Float64Array) for (let at = start; at < end; at++) sum += Math.fround(values[at]);
  else for (let at = start; at < end; at++) sum += values[at];
  if (Number.isFinite(sum)) return;
  for (let at = start; at < end; at++) {
    if (Number.isFinite(asFloat32 ? Math.fround(values[at]) : values[at])) continue;
    if (Number.isNaN(values[at])) {
      if (takesMissing) continue;
      throw missingValues(what, features);
    }
    throw notFinite(what, values[at], { cell: cellName(features, at), asFloat32 });
  }
}

/** Above it the products of two variances may be infinite. */
export const LARGEST_SQUARED = 1e75;

/**
 * For who needs means of squares: variances, distances.
 *
 * @throws SelvedgeError `invalid-argument` naming the row and column of the largest number where its magnitude is over 1e75
 */
export function checkSquares(what: string, features: Matrix): void {
  const { values } = features;
  if (!(values instanceof Float64Array)) return; // no other type holds such numbers
  let most = LARGEST_SQUARED;
  let largest = -1;
  for (let at = 0; at < values.length; at++) {
    if (Math.abs(values[at]) <= most || Number.isNaN(values[at])) continue;
    most = Math.abs(values[at]);
    largest = at;
  }
  if (largest < 0) return;
  throw unfitData(
    `${what}: the number in ${cellName(features, largest)} is ${values[largest]}; need magnitudes up to ${LARGEST_SQUARED}, beyond which variances overflow. Remove such rows, or scale their numbers.`,
  );
}

/** @throws SelvedgeError `invalid-argument` unless these are numbers in a matrix, with the line to write; errors of `checkSize` */
export function checkFeatures(what: string, features: Matrix): void {
  if (Array.isArray(features)) throw listOfRows(what, features);
  if (typeof features !== 'object' || features === null || ArrayBuffer.isView(features) || !('values' in features))
    throw noMatrix(what, features);
  if (isStored(features)) return;
  const { values } = features;
  const isKnown = values instanceof Uint8Array || values instanceof Float32Array || values instanceof Float64Array;
  if (!isKnown) throw badFeatureType(what, values);
  checkSize(what, features);
}

const nameOf = (value: unknown): string => (value as object | undefined)?.constructor?.name ?? String(value);

const noParts = (what: string, missing: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: the rows have no ${missing}; need { features, labels, classes }, as loadDataset gives them.`,
  );

/** Anything but a matrix where one is expected: labelled rows, or the numbers alone. */
function noMatrix(what: string, given: unknown): SelvedgeError {
  const hasFeatures = typeof given === 'object' && given !== null && 'features' in given;
  const line = hasFeatures
    ? 'got labelled rows; write rows.features'
    : ArrayBuffer.isView(given)
      ? `got a ${nameOf(given)} without its sizes; write matrix(values, rows, columns), with matrix of @selvedge/data`
      : `got ${given === null || given === undefined ? String(given) : nameOf(given)}; need a Matrix, { values, rows, columns }`;
  return new SelvedgeError('invalid-argument', `${what}: ${line}.`);
}

/** A list of lists, as Python has its rows. */
function listOfRows(what: string, rows: readonly unknown[]): SelvedgeError {
  const [first] = rows;
  const columns = Array.isArray(first) ? first.length : 1;
  return new SelvedgeError(
    'invalid-argument',
    `${what}: got a list of ${rows.length} rows; features are one array with its two sizes. Write matrix(Float32Array.from(rows.flat()), ${rows.length}, ${columns}), with matrix of @selvedge/data; fit takes { features, labels, classes }.`,
  );
}

function badLabelType(what: string, labels: unknown): SelvedgeError {
  const isList = Array.isArray(labels);
  const areNumbers = isList && labels.every((label) => typeof label === 'number');
  const line = areNumbers
    ? 'Write Uint16Array.from(labels).'
    : 'Write const { labels, classes } = encodeLabels(names), with encodeLabels of @selvedge/preprocess.';
  const seen = isList ? `a list of ${areNumbers ? 'numbers' : 'names'}` : nameOf(labels);
  return new SelvedgeError(
    'invalid-argument',
    `${what}: the labels are ${seen}; need a Uint16Array of class numbers. ${line}`,
  );
}

const badFeatureType = (what: string, values: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: the features are ${nameOf(values)}; need a Uint8Array, Float32Array or Float64Array in a Matrix.`,
  );

const noRows = (what: string, { rows, columns }: Matrix): SelvedgeError =>
  unfitData(`${what}: got ${rows} rows of ${columns} columns; need at least one of each.`);

const sameNames = (what: string, classes: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: got the classes ${JSON.stringify(classes).slice(0, 200)}; need texts that differ.`,
  );

const oneClass = (what: string, name: string): SelvedgeError =>
  unfitData(`${what}: every row to fit on is of class '${name}'; need rows of at least two classes.`);

/** Names the first column that has some. */
function missingValues(what: string, { values, rows, columns, names }: Matrix): SelvedgeError {
  const counts = new Uint32Array(columns);
  for (let at = 0; at < values.length; at++) if (Number.isNaN(values[at])) counts[at % columns]++;
  const column = counts.findIndex((count) => count > 0);
  const others = counts.filter((count) => count > 0).length - 1;
  const name = names ? `'${names[column]}'` : String(column);
  let first = 0;
  while (!Number.isNaN(values[first * columns + column])) first++;
  const more = others === 0 ? '' : `, and ${others} other ${others === 1 ? 'column has' : 'columns have'} some`;
  return unfitData(
    `${what}: column ${name} has ${counts[column]} missing ${counts[column] === 1 ? 'value' : 'values'} (NaN) in ${rows} rows, the first in row ${first}${more}; need numbers. ` +
      "Fill them in: 'preprocess: [{ kind: impute, strategy: median }]' in a pipeline file, " +
      "withTransforms([createTransform({ kind: 'impute', strategy: 'median' })], model) in code. " +
      'Trees, forests and boosting take them as they are.',
  );
}

const notFinite = (
  what: string,
  value: number,
  { cell, asFloat32 }: { readonly cell: string; readonly asFloat32: boolean },
): SelvedgeError =>
  unfitData(
    `${what}: the number in ${cell} is ${value}; need finite ${asFloat32 ? 'float32 ' : ''}numbers. Remove such rows, or fill in or scale their numbers.`,
  );
