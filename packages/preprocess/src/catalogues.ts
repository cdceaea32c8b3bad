import type { Catalogue } from '@selvedge/component';
import { augmentations } from './augment/augmentations.js';
import { splits } from './splits/splits.js';
import { transforms } from './transforms/transforms.js';

/** The families of components of this package. */
export const catalogues: readonly Catalogue[] = [splits, transforms, augmentations];
