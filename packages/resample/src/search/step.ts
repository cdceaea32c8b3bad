import type { Score } from './rank.js';
import type { Values } from './search-spec.js';

/** What was tried so far: trials in the order in which they began, and the score of each, undefined while it runs. */
export interface Tried {
  readonly trials: readonly Values[];
  readonly scores: readonly (Score | undefined)[];
}

/** What a search does next. Plain JSON. */
export type NextStep =
  | { readonly kind: 'try'; readonly trials: readonly Values[] }
  /** Nothing until one of the trials that run has its score. */
  | { readonly kind: 'wait' }
  /** Position of the winner among the trials. */
  | { readonly kind: 'done'; readonly best: number };
