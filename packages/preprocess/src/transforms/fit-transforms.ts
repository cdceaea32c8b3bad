import type { FitOptions, FittedTransform, ShapedRows, Transform } from '@selvedge/data';
import { shapedRowsOf } from '@selvedge/data/checks';
import { checkTransforms } from './check-transforms.js';

/**
 * Fits each step on what the steps before it made of the training rows.
 *
 * @throws SelvedgeError `invalid-argument` for specifications in place of transforms, and for rows without features
 */
export async function fitTransforms(
  transforms: readonly Transform[],
  train: ShapedRows,
  options: FitOptions = {},
): Promise<{ fitted: FittedTransform[]; output: ShapedRows }> {
  checkTransforms('fitTransforms', transforms);
  const fitted: FittedTransform[] = [];
  let output = shapedRowsOf('fitTransforms', 'fit', train);
  for (const transform of transforms) {
    const next = await transform.fit(output, options);
    fitted.push(next);
    output = next.apply(output);
  }
  return { fitted, output };
}

/** Passes rows through fitted steps, in order. */
export function applyTransforms(fitted: readonly FittedTransform[], rows: ShapedRows): ShapedRows {
  return fitted.reduce((output, transform) => transform.apply(output), rows);
}
