import { transformCatalogue } from '@selvedge/component/catalogues';
import type { TransformCatalogue } from '@selvedge/component/types';
import type { FittedTransform, SavedState, Transform } from '@selvedge/data';
import type { TransformSpec } from '../specs.generated.js';
import { baseTransforms } from './base-transforms.js';
import { columns } from './columns.js';
import { EXPECTED_TRANSFORMS } from './expected-transforms.js';

/** Every transform of this package. */
export const transforms: TransformCatalogue = transformCatalogue(
  { typeName: 'TransformSpec', advice: EXPECTED_TRANSFORMS },
  [...baseTransforms.definitions, columns],
);

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
