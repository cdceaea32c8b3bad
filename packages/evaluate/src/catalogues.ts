import type { NameCatalogue } from '@selvedge/data/names';
import { metrics } from './metrics/metrics.js';

/** The families of components of this package, which have names alone. */
export const nameCatalogues: readonly NameCatalogue[] = [metrics];
