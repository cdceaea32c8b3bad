import type { FitOptions, FittedTransform, Matrix, ShapedRows, Transform } from '@selvedge/data';
import { checkTransformOptions, formOf, isStored, refuseOptions, shapedRowsOf } from '@selvedge/data/checks';
import { checkTransforms } from './check-transforms.js';

/**
 * Fits each step on what the steps before it made of the training rows.
 *
 * @throws SelvedgeError `invalid-argument` for specifications in place of transforms, rows without features, and an unknown
 * option
 */
export async function fitTransforms(
  transforms: readonly Transform[],
  train: ShapedRows,
  options: FitOptions = {},
): Promise<{ fitted: FittedTransform[]; output: ShapedRows }> {
  checkTransforms('fitTransforms', transforms);
  checkTransformOptions('fitTransforms', options);
  const fitted: FittedTransform[] = [];
  let output = shapedRowsOf('fitTransforms', 'fit', train);
  for (const transform of transforms) {
    const next = await transform.fit(fittingRows(transform, output), options);
    fitted.push(next);
    output = applyTransforms([next], output);
  }
  return { fitted, output };
}

/** They have nothing to learn: of rows in a store one is enough to fit them on, where others need all in memory. */
const LEARN_NOTHING: readonly string[] = ['scale', 'reshape'];

function fittingRows({ kind }: Transform, rows: ShapedRows): ShapedRows {
  const { features, shape } = rows;
  return isStored(features) && LEARN_NOTHING.includes(kind) ? { features: features.take([0]), shape } : rows;
}

/** Passes rows through fitted steps, in order. Rows of a store stay there: they are changed when they are read. */
export function applyTransforms(
  fitted: readonly FittedTransform[],
  rows: ShapedRows,
  ...others: readonly never[]
): ShapedRows {
  refuseOptions('applyTransforms', others, 'applyTransforms(fitted, rows)');
  const { features, shape } = rows;
  if (isStored(features) && fitted.length > 0 && features.rows > 0) {
    const first = applyTransforms(fitted, { features: features.take([0]), shape });
    const change = (some: Matrix): Matrix => applyTransforms(fitted, { features: some, shape }).features;
    return { features: features.changed(change, formOf(first.features)), shape: first.shape };
  }
  return fitted.reduce((output, transform) => transform.apply(output), rows);
}
