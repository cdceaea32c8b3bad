import type { Catalogue } from '@selvedge/component/catalogues';
import type { NameCatalogue } from '@selvedge/data/names';
import { augmentations } from './augment/augmentations.js';
import { corruptions } from './corruptions/corruptions.js';
import { splits } from './splits/splits.js';
import { baseTransforms } from './transforms/base-transforms.js';
import { transforms } from './transforms/transforms.js';

/** The families of components of this package. */
export const catalogues: readonly Catalogue[] = [splits, baseTransforms, transforms, augmentations];

/** Those whose components have names alone. */
export const nameCatalogues: readonly NameCatalogue[] = [corruptions];
