import { SelvedgeError } from './errors.js';
import { frozenList } from './frozen.js';
import type { Matrix, Numbers } from './numbers.js';
import { onlyFields, shown } from './only-fields.js';
import { checkForm, formOf, type RowForm } from './row-form.js';
import { isContiguous, type RowIndices } from './row-indices.js';
import { isStored } from './stored-rows.js';

export type { Matrix, Numbers } from './numbers.js';

/**
 * Makes an array a matrix, without copying it: later changes of the array are changes of the matrix.
 *
 * @param form - shape of a row, `[28, 28, 1]`, and names of the columns, where there are some
 * @throws SelvedgeError `shape-mismatch` unless `values.length === rows * columns` and shape and names fit the columns;
 *   `invalid-argument` for a list, for a name that occurs twice and for an unknown field of `form`
 */
export function matrix<T extends Numbers>(values: T, rows: number, columns: number, form: RowForm = {}): Matrix<T> {
  if (!ArrayBuffer.isView(values)) throw noArray(values, rows, columns);
  const valid = Number.isInteger(rows) && Number.isInteger(columns) && rows >= 0 && columns >= 0;
  if (!valid || values.length !== rows * columns) throw badShape(values.length, rows, columns);
  onlyFields('matrix: its form', form, ['shape', 'names'], {
    columns: "names: ['a', 'b']",
    columnNames: "names: ['a', 'b']",
    featureNames: "names: ['a', 'b']",
  });
  return withForm({ values, rows, columns }, form);
}

/** Says what the rows of a matrix are; the numbers are not copied. Errors as `matrix`. */
export function withForm<T extends Numbers>(source: Matrix<T>, form: RowForm): Matrix<T> {
  const { shape, names } = form;
  if (isStored(source)) return source.withForm(form);
  checkForm(source.columns, form);
  return { ...source, ...(shape && { shape: frozenList(shape) }), ...(names && { names: frozenList(names) }) };
}

/**
 * Checks a matrix that somebody else put together.
 *
 * @param what - named first in the error's text
 * @throws SelvedgeError `shape-mismatch` unless `values.length === rows * columns`
 */
export function checkSize(what: string, given: Matrix): void {
  if (isStored(given)) return;
  const { values, rows, columns } = given;
  const isWhole = Number.isSafeInteger(rows) && Number.isSafeInteger(columns) && rows >= 0 && columns >= 0;
  if (isWhole && values.length === rows * columns) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `${what}: the features hold ${values.length} numbers, which are not ${rows} rows x ${columns} columns. Use matrix().`,
  );
}

/** One row, as a view into the matrix: writing to it writes to the matrix. */
export function rowView<T extends Numbers>(source: Matrix<T>, row: number): T {
  return source.values.subarray(row * source.columns, (row + 1) * source.columns) as T;
}

/**
 * The named rows, in the given order. Ascending neighbours are a view into `source`; anything else is a copy.
 *
 * @throws SelvedgeError `invalid-argument` when an index is not a row of `source`
 */
export function selectRows<T extends Numbers>(source: Matrix<T>, rows: RowIndices): Matrix<T> {
  for (let at = 0; at < rows.length; at++) if (rows[at] >= source.rows) throw badRow(rows[at], source.rows);
  if (isStored(source)) return source.select(rows);
  const { values, columns } = source;
  const form = formOf(source);
  if (isContiguous(rows)) {
    const first = rows[0] ?? 0;
    return {
      values: values.subarray(first * columns, (first + rows.length) * columns) as T,
      rows: rows.length,
      ...form,
    };
  }
  const picked = new (values.constructor as new (length: number) => T)(rows.length * columns);
  for (let at = 0; at < rows.length; at++) {
    const start = rows[at] * columns;
    picked.set(values.subarray(start, start + columns), at * columns);
  }
  return { values: picked, rows: rows.length, ...form };
}

/** The same numbers as float32; the matrix itself when they already are. */
export function toFloat32(source: Matrix): Matrix<Float32Array> {
  const { values } = source;
  return { ...source, values: values instanceof Float32Array ? values : Float32Array.from(values) };
}

const badShape = (length: number, rows: number, columns: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `matrix: got ${length} values for ${rows} rows x ${columns} columns; need whole numbers with rows * columns = length.`,
  );

const badRow = (row: number, rows: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `selectRows: got row ${row} of a matrix with ${rows} rows; rows count from 0.`);

/** Lists of numbers, and lists of rows as Python has them. */
function noArray(values: unknown, rows: unknown, columns: unknown): SelvedgeError {
  const isList = Array.isArray(values);
  const areRows = isList && Array.isArray(values[0]);
  const line = areRows
    ? `matrix(Float32Array.from(X.flat()), ${values.length}, ${(values[0] as unknown[]).length})`
    : `matrix(Float32Array.from(values), ${Number.isInteger(rows) ? rows : 'rows'}, ${Number.isInteger(columns) ? columns : 'columns'})`;
  const seen = areRows ? `a list of ${values.length} rows` : isList ? 'a list' : shown(values);
  return new SelvedgeError('invalid-argument', `matrix: got ${seen}; numbers lie in one typed array. Write ${line}.`);
}
