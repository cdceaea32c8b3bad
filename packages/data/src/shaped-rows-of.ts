import { checkFeatures } from './check-rows.js';
import { formOfRows, type LabelledRows } from './dataset.js';
import { SelvedgeError } from './errors.js';
import { refuseLabelsApart } from './labels-apart.js';
import { withForm } from './matrix.js';
import { checkForm } from './row-form.js';
import type { ShapedRows } from './transform.js';

/**
 * Rows as a transform takes them, with the names of their columns, wherever they stand. Where they do not state their shape it is that of the matrix; without one they are
 * plain columns.
 *
 * @param what - named first in the error's text
 * @param call - the method, for the line to write
 * @param second - what was given after the rows: labels there are refused
 * @throws SelvedgeError `invalid-argument` for anything but an object with `features`, with the line to write;
 *   `shape-mismatch` for a shape that does not describe them
 */
export function shapedRowsOf(what: string, call: 'fit' | 'apply', rows: unknown, second?: unknown): ShapedRows {
  refuseLabelsApart(what, (line) => `${call}(${line})`, rows, second);
  const given = rows as ShapedRows | null | undefined;
  if (typeof given !== 'object' || given === null || !('features' in given)) throw noFeatures(what, call, rows);
  checkFeatures(what, given.features);
  const { columns, names, shape = [columns] } = formOfRows(given as LabelledRows);
  // A transform reads names in the matrix.
  const named = names && given.features.names === undefined ? { features: withForm(given.features, { names }) } : {};
  if (given.shape !== undefined) {
    checkForm(columns, { shape: given.shape });
    return names ? { ...given, ...named } : given;
  }
  return { ...given, ...named, shape };
}

/** A matrix where an object with `features` is expected, or rows as Python has them. */
function noFeatures(what: string, call: string, rows: unknown): SelvedgeError {
  const isMatrix = typeof rows === 'object' && rows !== null && !Array.isArray(rows) && 'values' in rows;
  const columns = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0].length : undefined;
  const features = isMatrix
    ? 'features: X'
    : `features: matrix(Float32Array.from(X.flat()), X.length, ${columns ?? 'columns'})`;
  const seen = isMatrix ? 'a matrix alone' : Array.isArray(rows) ? `a list of ${rows.length}` : typeof rows;
  return new SelvedgeError(
    'invalid-argument',
    `${what}: ${call} got ${seen}; need an object with the features. Write ${call}({ ${features} }).`,
  );
}
