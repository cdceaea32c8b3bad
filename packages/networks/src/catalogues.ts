import type { Catalogue } from '@selvedge/component/catalogues';
import type { ObjectDefinition } from '@selvedge/component/types';
import type { NameCatalogue } from '@selvedge/data/names';
import { activations } from './activations/activations.js';
import { losses } from './engine/losses.js';
import { initializers } from './initializers/initializers.js';
import { layers } from './layers/layers.js';
import { networkObject } from './layers/network-object.js';
import { regularizer } from './layers/regularizer.js';
import { architectures } from './zoo/architectures.js';

/** The families of components of this package. */
export const catalogues: readonly Catalogue[] = [activations, initializers, layers];

/** The plain objects that its specifications are made of. */
export const objects: readonly ObjectDefinition[] = [regularizer, networkObject, ...architectures];

/** Those whose components have names alone. */
export const nameCatalogues: readonly NameCatalogue[] = [losses];
