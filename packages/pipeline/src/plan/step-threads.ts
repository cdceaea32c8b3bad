import { type ModelSpec, modelEntry } from '../registry/models.js';
import type { Planning } from './planning.js';

/**
 * Threads of a step that a model decides. The sums of a network depend on them, so they are those of the plan. What other
 * models learn does not, so processes that work side by side share the cores.
 */
export const stepThreads = (
  { registry, threads, sharedThreads = threads }: Pick<Planning, 'registry' | 'threads' | 'sharedThreads'>,
  { kind }: ModelSpec,
): number => (modelEntry(registry, kind).family === 'neural' ? threads : sharedThreads);
