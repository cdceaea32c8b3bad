import type { FitOptions } from './classifier.js';
import type { Matrix } from './matrix.js';
import type { SavedState } from './saved-state.js';

/** Rows whose shape is known, as transforms pass them on. */
export interface ShapedRows {
  readonly features: Matrix;
  /** Of one row; its product is `features.columns`. */
  readonly shape: readonly number[];
}

/** A preparation step before it has seen data. `fit` sees training rows only; that is what makes a study honest. */
export interface Transform<P = unknown> {
  readonly kind: string;
  readonly params: Readonly<P>;
  fit(train: ShapedRows, options?: FitOptions): Promise<FittedTransform>;
}

/** A preparation step with its statistics: immutable, saved with the model, applied by it at prediction. */
export interface FittedTransform {
  readonly kind: string;
  /**
   * @throws SelvedgeError `shape-mismatch` unless the rows have the shape it was fitted on
   */
  apply(rows: ShapedRows): ShapedRows;
  save(): SavedState;
}
