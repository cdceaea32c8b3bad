import type { Catalogue } from '@selvedge/component';
import { augmentations } from './augment/augmentations.js';
import { transforms } from './transforms/transforms.js';

/** The families of components of this package. */
export const catalogues: readonly Catalogue[] = [transforms, augmentations];
