import type { Catalogue } from '@selvedge/component';
import { classifiers } from './classifiers.js';
import { features } from './features/features.js';

/** The families of components of this package. */
export const catalogues: readonly Catalogue[] = [classifiers, features];
