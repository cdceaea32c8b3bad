import type { Catalogue } from '@selvedge/component/catalogues';
import type { ObjectDefinition } from '@selvedge/component/types';
import type { NameCatalogue } from '@selvedge/data/names';
import { optimizers } from './optimizers/optimizers.js';
import { monitors } from './schedules/monitor.js';
import { schedules } from './schedules/schedules.js';
import { averagings } from './training/averaging.js';
import { earlyStopping } from './training/early-stopping-spec.js';
import { checkpoint, trainObject } from './training/train-spec.js';

/** The families of components of this package. */
export const catalogues: readonly Catalogue[] = [optimizers, schedules, averagings];

/** The plain objects that its specifications are made of. */
export const objects: readonly ObjectDefinition[] = [earlyStopping, checkpoint, trainObject];

/** Those whose components have names alone. */
export const nameCatalogues: readonly NameCatalogue[] = [monitors];
