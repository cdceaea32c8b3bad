import type { NameCatalogue } from '@selvedge/data/names';
import { figures } from './figures/figures.js';

/** The families of components of this package, which have names alone. */
export const nameCatalogues: readonly NameCatalogue[] = [figures];
