import { featuresOf, formOfRows, type LabelledRows } from './dataset.js';
import { SelvedgeError } from './errors.js';
import { listed } from './listed.js';
import type { Matrix, Numbers } from './matrix.js';
import type { FittedForm } from './row-form.js';

/**
 * Held-out rows as the training rows are: named columns in their order. Errors as `inFormOf`.
 *
 * @param what - named first in the error's text
 */
export const heldOutInForm = (what: string, heldOut: LabelledRows, train: LabelledRows): LabelledRows => ({
  ...heldOut,
  features: inFormOf(what, featuresOf(heldOut), formOfRows(train)),
});

/**
 * Rows as a model or transform needs them: named columns are put in the order of the fit. Rows without names are taken
 * as they come, as rows of one axis are for images: nothing says that they are others.
 *
 * @param what - named first in the error's text
 * @throws SelvedgeError `shape-mismatch` for other names, another number of columns or another shape
 */
export function inFormOf<T extends Numbers>(what: string, rows: Matrix<T>, fitted: FittedForm): Matrix<T> {
  const named = rows.names && fitted.names ? inOrderOf(what, rows, rows.names, fitted.names) : rows;
  if (named.columns !== fitted.columns) {
    const why = `got rows of ${named.columns} columns, but the model was fitted on ${fitted.columns}`;
    throw mismatch(
      what,
      `${why}. Prepare them as the training rows were: write withTransforms(transforms, classifier) before fit, and the model prepares both`,
    );
  }
  const [own, expected] = [named.shape ?? [], fitted.shape ?? []];
  if (own.length > 1 && expected.length > 1 && !sameAxes(own, expected)) {
    const line = `To use the numbers in another shape, write matrix(values, rows, columns, { shape: [${expected.join(', ')}] })`;
    throw mismatch(what, `got rows of shape [${own.join(', ')}]; it was fitted on [${expected.join(', ')}]. ${line}`);
  }
  return named;
}

/** Whether two shapes are one but for axes of length 1 at the end: a grey image has one channel or none. */
function sameAxes(a: readonly number[], b: readonly number[]): boolean {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, axis) => axis).every(
    (axis) => (a[axis] ?? 1) === (b[axis] ?? 1),
  );
}

function inOrderOf<T extends Numbers>(
  what: string,
  rows: Matrix<T>,
  own: readonly string[],
  names: readonly string[],
): Matrix<T> {
  if (own.length === names.length && own.every((name, at) => name === names[at])) return rows;
  const at = new Map(own.map((name, position) => [name, position]));
  const lacking = names.filter((name) => !at.has(name));
  const wanted = new Set(names);
  const more = own.filter((name) => !wanted.has(name));
  if (lacking.length > 0 || more.length > 0) {
    const parts = [lacking.length > 0 && `lack ${listed(lacking)}`, more.length > 0 && `also have ${listed(more)}`];
    throw mismatch(
      what,
      `the rows ${parts.filter(Boolean).join(' and ')}; need the columns of the fit: ${listed(names)}. ` +
        'Write matrix(values, rows, columns, { names }) with their names in the order of the values',
    );
  }
  return {
    ...picked(
      rows,
      names.map((name) => at.get(name) as number),
    ),
    names,
  };
}

function picked<T extends Numbers>(source: Matrix<T>, positions: readonly number[]): Matrix<T> {
  const { values, rows, columns } = source;
  const sorted = new (values.constructor as new (length: number) => T)(values.length);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let at = 0; at < columns; at++) sorted[start + at] = values[start + positions[at]];
  }
  return { ...source, values: sorted };
}

const mismatch = (what: string, why: string): SelvedgeError => new SelvedgeError('shape-mismatch', `${what}: ${why}.`);
