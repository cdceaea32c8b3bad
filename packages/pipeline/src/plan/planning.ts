import type { Registry } from '../registry/registry.js';
import type { PipelineEntry } from '../spec/pipeline.js';
import type { DataNode } from '../steps/data.js';
import type { TestSets } from './test-sets.js';

/** What all steps of a run are planned with, in addition to their own settings. */
export interface Planning {
  readonly registry: Registry;
  /** Threads that each step may use. Part of the identity of what networks learn and say: their sums round otherwise. */
  readonly threads: number;
  /** Threads of the steps whose results do not depend on them. Default `threads`; fewer in one of several processes. */
  readonly sharedThreads?: number;
  /** Who looked at test labels. */
  readonly testSets: TestSets;
}

/** A row of the results table, and what its steps begin with. */
export interface PlannedEntry {
  readonly entry: PipelineEntry;
  readonly data: DataNode;
  /** Whether its split leaves validation rows. */
  readonly hasValidation: boolean;
  readonly planning: Planning;
}
