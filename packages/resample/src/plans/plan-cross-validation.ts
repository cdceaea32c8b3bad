import type { FoldSource } from '../folds/folds.js';
import { type Folds, foldsFor, foldsSpec } from '../folds/folds-for.js';
import type { Plan } from './plan.js';

/** How rows are divided, and the seed of everything. */
export interface PlanOptions {
  /** Default 5, stratified. A list of folds is used as it is, after the checks. */
  readonly folds?: Folds;
  /** Of the division and of every fit. Default 0. */
  readonly seed?: number;
}

/**
 * Plans a cross-validation: one fit per fold.
 *
 * @throws SelvedgeError `invalid-argument` for an impossible division, rows on both sides, or rows that judge more than once
 */
export function planCrossValidation(source: FoldSource, { folds, seed = 0 }: PlanOptions = {}): Plan {
  const made = foldsFor(folds, source, seed);
  return {
    kind: 'cross-validation',
    spec: foldsSpec(folds, source.groups),
    seed,
    folds: made,
    fits: made.map((fold, at) => ({ id: `fold-${at + 1}`, ...fold, seed })),
  };
}
