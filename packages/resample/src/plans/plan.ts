import type { RowIndices } from '@selvedge/data';
import type { Fold } from '../folds/fold.js';
import type { FoldsSpec } from '../folds/folds.js';

/** One fit and the rows that judge it. Plain data: whoever is there executes it. */
export interface PlannedFit {
  /** Names it within its plan: `fold-2`, `rows-300/fold-2`. */
  readonly id: string;
  /** Rows that it is fitted on, ascending. */
  readonly train: RowIndices;
  /** Rows that it is judged by; none of them is a training row. */
  readonly test: RowIndices;
  /** Of the fit. The same for every fit of a plan, so that only the rows differ. */
  readonly seed: number;
}

/** Every fit of a resampling, decided before the first one begins. Plain data. */
export interface Plan {
  readonly kind: 'cross-validation' | 'learning-curve';
  /** How the rows were divided; `given` when the caller divided them. */
  readonly spec: FoldsSpec | 'given';
  readonly seed: number;
  /** The divisions that the fits are made of. */
  readonly folds: readonly Fold[];
  readonly fits: readonly PlannedFit[];
}
