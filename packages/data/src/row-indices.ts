import { SelvedgeError } from './errors.js';
import { shown } from './only-fields.js';

declare const brand: unique symbol;

/** Row numbers of the parent data set, not positions in a view: branded because the two are easily swapped. */
export type RowIndices = Uint32Array & { readonly [brand]: 'RowIndices' };

/** Says that these numbers are rows of the parent data set. */
export function rowIndices(rows: Uint32Array | readonly number[]): RowIndices {
  return (rows instanceof Uint32Array ? rows : Uint32Array.from(rows)) as RowIndices; // the only place that may assert it
}

/**
 * Rows `start`, `start + 1`, ..., `end - 1`.
 *
 * @throws SelvedgeError `invalid-argument` unless both are whole numbers of 0 or more
 */
export function rowRange(start: number, end: number): RowIndices {
  if (!isRow(start) || !isRow(end)) throw badRange(start, end);
  return rowIndices(Uint32Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at));
}

/** Whether each row follows the one before it, so that a view can stand for a copy. */
export function isContiguous(rows: RowIndices): boolean {
  for (let at = 1; at < rows.length; at++) if (rows[at] !== rows[at - 1] + 1) return false;
  return true;
}

const isRow = (row: number): boolean => Number.isInteger(row) && row >= 0;

const badRange = (start: unknown, end: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `rowRange: got ${shown(start)} and ${shown(end)}; need whole numbers of 0 or more, as in rowRange(0, 100).`,
  );
