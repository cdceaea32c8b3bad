import { counted } from './counted.js';
import { SelvedgeError } from './errors.js';
import { frozenList } from './frozen.js';
import { type Matrix, type Numbers, selectRows, withForm } from './matrix.js';
import { shown } from './only-fields.js';
import { type FittedForm, formOf } from './row-form.js';
import type { RowIndices } from './row-indices.js';
import { checkSampleWeight } from './sample-weight.js';
import { numbersIn } from './shape.js';

/** Class numbers, one per row: indices into a list of class names. */
export type Labels = Uint16Array;

/** What a classifier is fitted on and scored on. Every `Dataset` is one. */
export interface LabelledRows<T extends Numbers = Numbers> {
  readonly features: Matrix<T>;
  /** One per row of `features`. */
  readonly labels: Labels;
  readonly classes: readonly string[];
  /** Of one row, `[height, width, channels]` for images; here or in `features`. Absent: plain columns. */
  readonly shape?: readonly number[];
  /** Names of the features in their order, where they have them; here or, as `names`, in `features`. */
  readonly columns?: readonly string[];
}

/** What the rows are: their shape and names, wherever they stand. */
export function formOfRows({
  features,
  shape,
  columns,
}: Pick<LabelledRows, 'features' | 'shape' | 'columns'>): FittedForm {
  const { shape: ownShape = shape, names = columns } = features;
  return formOf({ columns: features.columns, ...(ownShape && { shape: ownShape }), ...(names && { names }) });
}

/** Where data came from and what was done to it, oldest step first. */
export interface Provenance {
  /** A data set's name, a file or a URL. */
  readonly source: string;
  /** SHA-256 of the source, in hexadecimal, when it was read from bytes. */
  readonly sha256?: string;
  /** True when the rows were made by a program and are not comparable with any published figure. */
  readonly generated?: boolean;
  readonly steps: readonly string[];
}

/** Labelled rows that know their name, the shape of one row and their origin. */
export interface Dataset<T extends Numbers = Numbers> extends LabelledRows<T> {
  readonly name: string;
  /** Of one row: `[height, width, channels]` for images, `[columns]` for feature tables. Row-major. */
  readonly shape: readonly number[];
  /**
   * The weight of each row, where a column gives it. A fit counts rows so that is given them:
   * `fit(rows, { sampleWeight: rows.weights })`.
   */
  readonly weights?: Float64Array;
  readonly provenance: Provenance;
}

/** The features with the shape and names of the rows, wherever they stand. */
export const featuresOf = (rows: Pick<LabelledRows, 'features' | 'shape' | 'columns'>): Matrix =>
  withForm(rows.features, formOfRows(rows));

/**
 * Checks that the parts belong together and returns them frozen. Its lists are copies; the arrays of numbers and labels
 * are the caller's, whose later changes are not checked: give copies of arrays that are used again.
 *
 * @throws SelvedgeError `shape-mismatch` when rows, labels or shape disagree; `invalid-argument` when a label is not
 * an index into `classes`, a class name is empty or occurs twice, or a weight is not a finite number of 0 or more
 */
export function dataset<T extends Numbers>(parts: Dataset<T>): Dataset<T> {
  const missing = (['features', 'labels', 'classes', 'shape', 'name', 'provenance'] as const).find(
    (name) => parts[name] === undefined,
  );
  if (missing !== undefined) throw noPart(missing);
  const { features, shape, classes } = parts;
  const columns = numbersIn(shape);
  if (columns !== features.columns) throw badRowShape(parts.name, shape, features.columns);
  checkClasses(parts.name, classes);
  checkLabels(parts.name, parts);
  checkSampleWeight(parts.name, parts.weights, features.rows);
  const { columns: names, provenance } = parts;
  return Object.freeze({
    ...parts,
    features: withForm(features, { shape, ...(names && { names }) }),
    classes: frozenList(classes),
    shape: frozenList(shape),
    ...(names && { columns: frozenList(names) }),
    provenance: Object.freeze({ ...provenance, steps: frozenList(provenance.steps) }),
  });
}

/**
 * The named rows of a data set, in the given order (a view where the rows are neighbours).
 *
 * @param step - its text in the provenance, for instance `train: first 50000`
 */
export function selectFrom<T extends Numbers>(source: Dataset<T>, rows: RowIndices, step?: string): Dataset<T> {
  const { provenance, weights } = source;
  if (step !== undefined && provenance === undefined) throw noHistory();
  return Object.freeze({
    ...source,
    ...selectLabelled(source, rows),
    ...(weights && { weights: Float64Array.from(rows, (row) => weights[row]) }),
    provenance: step === undefined ? provenance : { ...provenance, steps: [...provenance.steps, step] },
  });
}

/** The named rows with their labels, in the given order. */
export function selectLabelled<T extends Numbers>(source: LabelledRows<T>, rows: RowIndices): LabelledRows<T> {
  const labels = new Uint16Array(rows.length);
  for (let at = 0; at < rows.length; at++) labels[at] = source.labels[rows[at]];
  const { classes, shape, columns } = source;
  const form = { ...(shape && { shape }), ...(columns && { columns }) };
  return { features: selectRows(source.features, rows), labels, classes, ...form };
}

/**
 * How many rows each class has, in the order of the class numbers.
 *
 * @param classes - how many there are
 * @throws SelvedgeError `invalid-argument` for names of classes in place of their number
 */
export function countByClass(labels: Labels, classes: number): Uint32Array {
  if (!Number.isInteger(classes)) throw noCount(classes);
  const counts = new Uint32Array(classes);
  for (const label of labels) counts[label]++;
  return counts;
}

/**
 * Checks that there is one label per row and that each is a class.
 *
 * @param what - named first in the error's text
 * @throws SelvedgeError `shape-mismatch` or `invalid-argument`
 */
export function checkLabels(what: string, { features, labels, classes }: LabelledRows): void {
  if (labels.length !== features.rows) throw badCount(what, labels.length, features.rows);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    if (!(label >= 0 && label < classes.length)) throw badLabel(what, label, row, classes);
  }
}

function checkClasses(what: string, classes: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of classes) {
    if (name === '' || seen.has(name)) {
      throw new SelvedgeError(
        'invalid-argument',
        `${what}: class name '${name}' is empty or occurs twice; names must differ.`,
      );
    }
    seen.add(name);
  }
}

const badRowShape = (what: string, shape: readonly number[], columns: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `${what}: shape [${shape.join(', ')}] does not describe rows of ${columns} numbers; the product of the shape must be ${columns}.`,
  );

const badCount = (what: string, labels: number, rows: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `${what}: got ${counted(labels, 'label')} for ${counted(rows, 'row')}; need one label per row.`,
  );

const badLabel = (what: string, label: number, row: number, classes: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: label ${label} in row ${row} is outside the ${classes.length} classes; labels count from 0 to ${classes.length - 1}.`,
  );

const noHistory = (): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    'selectFrom: got rows without provenance, so that the step has no place; write selectLabelled(rows, picked).',
  );

const noCount = (given: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `countByClass: got ${shown(given)}; need the number of classes. Write countByClass(rows.labels, rows.classes.length).`,
  );

const noPart = (missing: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `dataset: it has no ${missing}; write dataset({ name, features, labels, classes, shape, provenance: { source, steps: [] } }).`,
  );
