import type { Catalogue } from '@selvedge/component/catalogues';
import { baseModels } from './base-models.js';
import { classifiers } from './classifiers.js';
import { features } from './features/features.js';

/** The families of components of this package. */
export const catalogues: readonly Catalogue[] = [baseModels, classifiers, features];
