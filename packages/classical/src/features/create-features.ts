import { didYouMean, type FittedTransform, type SavedState, SelvedgeError, type Transform } from '@selvedge/data';
import { FEATURE_KINDS, type FeatureSpec } from './feature-spec.js';
import { HOG_FORMAT, hogFeatures, loadHog } from './hog.js';
import { loadPatches, PATCHES_FORMAT, patchFeatures } from './patch-features.js';

/** Formats that `loadFeatures` reads. */
export const FEATURE_FORMATS: readonly string[] = [HOG_FORMAT, PATCHES_FORMAT];

/**
 * Makes the feature extractor that a specification names: a transform whose `fit` looks at training images.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown kind or a parameter outside its range
 */
export function createFeatures(spec: FeatureSpec): Transform {
  if (spec.kind === 'hog') {
    const { kind: _, ...params } = spec;
    return hogFeatures(params);
  }
  if (spec.kind === 'patches') {
    const { kind: _, ...params } = spec;
    return patchFeatures(params);
  }
  const kind = String((spec as { kind: unknown }).kind);
  const near = didYouMean(kind, FEATURE_KINDS);
  throw new SelvedgeError(
    'invalid-argument',
    `features: there is no kind '${kind}'${near === undefined ? '' : ` (did you mean '${near}'?)`}; there are ${FEATURE_KINDS.join(', ')}.`,
  );
}

/**
 * Reads a fitted extractor back.
 *
 * @throws SelvedgeError `unsupported` for an unknown format or version, `corrupt-file`
 */
export function loadFeatures(saved: SavedState): FittedTransform {
  if (saved.format === HOG_FORMAT) return loadHog(saved);
  if (saved.format === PATCHES_FORMAT) return loadPatches(saved);
  throw new SelvedgeError(
    'unsupported',
    `features: unknown format '${saved.format}'; known are ${FEATURE_FORMATS.join(', ')}.`,
  );
}
