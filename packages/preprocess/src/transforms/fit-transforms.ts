import type { FitOptions, FittedTransform, ShapedRows, Transform } from '@selvedge/data';

/** Fits each step on what the steps before it made of the training rows. */
export async function fitTransforms(
  transforms: readonly Transform[],
  train: ShapedRows,
  options: FitOptions = {},
): Promise<{ fitted: FittedTransform[]; output: ShapedRows }> {
  const fitted: FittedTransform[] = [];
  let output = train;
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
