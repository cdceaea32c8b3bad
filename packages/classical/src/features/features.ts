import { transformCatalogue } from '@selvedge/component/catalogues';
import type { TransformCatalogue } from '@selvedge/component/types';
import type { FittedTransform, SavedState, Transform } from '@selvedge/data';
import { kMeansDistances } from '../k-means/definition.js';
import type { FeatureSpec } from '../specs.generated.js';
import { hog } from './hog.js';
import { patches } from './patch-features.js';

/** The feature extractors: transforms whose `fit` looks at training images, or at any rows. */
export const features: TransformCatalogue = transformCatalogue({ typeName: 'FeatureSpec' }, [
  hog,
  patches,
  kMeansDistances,
]);

/**
 * Makes the feature extractor that a specification names.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown kind or a parameter outside its range
 */
export const createFeatures = (spec: FeatureSpec): Transform => features.create(spec);

/**
 * Reads a fitted extractor back.
 *
 * @throws SelvedgeError `unsupported` for an unknown format or version, `corrupt-file`
 */
export const loadFeatures = (saved: SavedState): FittedTransform => features.load(saved);
