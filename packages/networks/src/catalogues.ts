import type { Catalogue } from '@selvedge/component';
import { activations } from './activations/activations.js';

/** The families of components of this package. */
export const catalogues: readonly Catalogue[] = [activations];
