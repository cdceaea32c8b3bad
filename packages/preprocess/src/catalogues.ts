import type { Catalogue } from '@selvedge/component';
import { augmentations } from './augment/augmentations.js';

/** The families of components of this package. */
export const catalogues: readonly Catalogue[] = [augmentations];
