import { classicalModels } from './classical-models.js';
import type { ModelEntry } from './model-entry.js';
import { neuralModels } from './neural-models.js';

/** Every model that comes with Selvedge. */
export const BUILT_IN_MODELS: readonly ModelEntry[] = [...classicalModels, ...neuralModels];
