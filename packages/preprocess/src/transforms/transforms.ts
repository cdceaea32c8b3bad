import { transformCatalogue } from '@selvedge/component';
import type { TransformCatalogue } from '@selvedge/component/types';
import type { FittedTransform, SavedState, Transform } from '@selvedge/data';
import type { TransformSpec } from '../specs.generated.js';
import { impute } from './impute.js';
import { minMax } from './min-max.js';
import { pca } from './pca.js';
import { quantileBins } from './quantile-bins.js';
import { flatten, reshape } from './reshape.js';
import { robustScale } from './robust-scale.js';
import { scale } from './scale.js';
import { standardize } from './standardize.js';

/** Every transform of this package. */
export const transforms: TransformCatalogue = transformCatalogue('TransformSpec', [
  scale,
  minMax,
  standardize,
  robustScale,
  flatten,
  reshape,
  pca,
  impute,
  quantileBins,
]);

/**
 * Makes a preparation step from its description.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown kind or a parameter outside its range
 */
export const createTransform = (spec: TransformSpec): Transform => transforms.create(spec);

/**
 * Reads a fitted transform back from what its `save()` returned.
 *
 * @throws SelvedgeError `unsupported` for an unknown format or version, `corrupt-file` for contents that do not fit
 */
export const loadTransform = (saved: SavedState): FittedTransform => transforms.load(saved);
