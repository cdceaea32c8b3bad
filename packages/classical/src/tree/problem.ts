import type { BinnedColumns } from './binned-columns.js';
import type { Criterion } from './criterion.js';
import type { NodeKey } from './node-random.js';

/** What a search needs in addition to the rows. */
export interface SplitProblem {
  readonly columns: BinnedColumns;
  readonly classes: number;
  readonly criterion: Criterion;
  /** Columns drawn per node; all of them when equal to the number of columns. */
  readonly maxFeatures: number;
  readonly minSamplesLeaf: number;
  /** `best` tries every cut of a column; `random` one drawn uniformly over its range (extra trees). */
  readonly splitter: 'best' | 'random';
  /** Sum of the weights of all training rows. */
  readonly totalWeight: number;
  /** What each row counts, for each time that it is drawn; undefined: 1. In memory that threads share. */
  readonly rowWeights: Float64Array | undefined;
}

/** When nodes stay leaves. */
export interface StopRules {
  /** Infinity: no limit. */
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minImpurityDecrease: number;
}

export type GrowProblem = SplitProblem & StopRules;

/** A node that waits to be grown: its rows are `rows[start..end)`, ascending. */
export interface OpenNode {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly key: NodeKey;
}

/** A weight, how often a row was drawn, and a label in one number. */
export const packCode = (label: number, weight: number): number => (weight << 16) | label;
