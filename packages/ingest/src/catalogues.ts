import type { NameCatalogue } from '@selvedge/data/names';
import { formats } from './formats/formats.js';

/** The families of components of this package, which have names alone. */
export const nameCatalogues: readonly NameCatalogue[] = [formats];
