import { type FieldGuesses, onlyFields } from '@selvedge/data/checks';
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

/** What people who come from scikit-learn write, and what it is here. */
export const PLAN_GUESSES: FieldGuesses = {
  cv: 'folds: 5',
  nSplits: 'folds: 5',
  kfold: 'folds: 5',
  randomState: 'seed: 0',
};

/**
 * Plans a cross-validation: one fit per fold.
 *
 * @throws SelvedgeError `invalid-argument` for an impossible division, an unknown option, rows on both sides, or rows that judge more than once
 */
export function planCrossValidation(source: FoldSource, options: PlanOptions = {}): Plan {
  onlyFields('planCrossValidation', options, ['folds', 'seed'], PLAN_GUESSES);
  return planFolds(source, options);
}

/** `planCrossValidation` for procedures that have checked their options, of which these are some. */
export function planFolds(source: FoldSource, { folds, seed = 0 }: PlanOptions): Plan {
  const made = foldsFor(folds, source, seed);
  return {
    kind: 'cross-validation',
    spec: foldsSpec(folds, source.groups),
    seed,
    folds: made,
    fits: made.map((fold, at) => ({ id: `fold-${at + 1}`, ...fold, seed })),
  };
}
