import { type Matrix, SelvedgeError, type ShapedRows } from '@selvedge/data';
import { formOf, formOfSaved, inFormOf, isShape, numbersIn } from '@selvedge/data/checks';
import type { FittedForm } from '@selvedge/data/types';

/** What the rows are that a transform is fitted on: it keeps this to hold other rows against. */
export const formOfShaped = ({ features, shape }: ShapedRows): FittedForm => formOf({ ...features, shape });

/**
 * Rows as a transform needs them: named columns are put in the order of the fit.
 *
 * @throws SelvedgeError `shape-mismatch` unless the rows have the shape, and the names where both have some, that the
 *   transform was fitted on
 */
export function rowsOfTransform(kind: string, rows: ShapedRows, fitted: FittedForm): Matrix {
  const { features, shape } = rows;
  const { shape: expected = [fitted.columns] } = fitted;
  if (shape.length !== expected.length || shape.some((size, at) => size !== expected[at])) {
    throw new SelvedgeError(
      'shape-mismatch',
      `transform '${kind}': got rows of shape [${shape.join(', ')}]; it was fitted on [${expected.join(', ')}].`,
    );
  }
  return inFormOf(`transform '${kind}'`, { ...features, shape }, fitted);
}

/** Shape and names as a saved transform has them. */
export const savedForm = ({
  shape = [],
  names,
}: FittedForm): { shape: readonly number[]; names?: readonly string[] } => ({
  shape,
  ...(names && { names }),
});

/** The form that `savedForm` wrote; transforms of before have no names. */
export function readForm(what: string, shape: unknown, names: unknown): FittedForm {
  const columns = isShape(shape) ? numbersIn(shape) : Number.NaN;
  return { columns, ...formOfSaved(what, columns, { shape: shape ?? null, names }) };
}
