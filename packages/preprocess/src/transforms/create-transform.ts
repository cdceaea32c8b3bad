import {
  didYouMean,
  type FitOptions,
  type FittedTransform,
  type SavedState,
  SelvedgeError,
  type ShapedRows,
  type Transform,
} from '@selvedge/data';
import { AFFINE_FORMAT, affineTransform, loadAffine } from './affine.js';
import { loadPca, PCA_FORMAT, pcaTransform } from './pca.js';
import { loadReshape, RESHAPE_FORMAT, reshapeTransform } from './reshape.js';
import type { TransformSpec } from './transform-spec.js';

/** Every kind of transform. */
export const TRANSFORM_KINDS: readonly TransformSpec['kind'][] = [
  'scale',
  'min-max',
  'standardize',
  'flatten',
  'reshape',
  'pca',
];

/**
 * Makes a preparation step from its description.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown kind or a parameter outside its range
 */
export function createTransform(spec: TransformSpec): Transform {
  switch (spec.kind) {
    case 'scale':
    case 'min-max':
    case 'standardize':
      return affineTransform(spec);
    case 'flatten':
      return reshapeTransform('flatten', undefined);
    case 'reshape':
      return reshapeTransform('reshape', spec.shape);
    case 'pca':
      return pcaTransform(spec);
    default:
      throw unknownKind((spec as { kind: unknown }).kind);
  }
}

/**
 * Reads a fitted transform back from what its `save()` returned.
 *
 * @throws SelvedgeError `unsupported` for an unknown format or version, `corrupt-file` for contents that do not fit
 */
export function loadTransform(saved: SavedState): FittedTransform {
  switch (saved.format) {
    case AFFINE_FORMAT:
      return loadAffine(saved);
    case RESHAPE_FORMAT:
      return loadReshape(saved);
    case PCA_FORMAT:
      return loadPca(saved);
    default:
      throw new SelvedgeError(
        'unsupported',
        `saved transform: unknown format '${saved.format}'; known are ${AFFINE_FORMAT}, ${RESHAPE_FORMAT}, ${PCA_FORMAT}.`,
      );
  }
}

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

function unknownKind(kind: unknown): SelvedgeError {
  const near = typeof kind === 'string' ? didYouMean(kind, TRANSFORM_KINDS) : undefined;
  return new SelvedgeError(
    'invalid-argument',
    `transform: unknown kind '${String(kind)}'${near ? `; did you mean '${near}'?` : ''} Known are ${TRANSFORM_KINDS.join(', ')}.`,
  );
}
