import type { FittedClassifier } from '../classifier.js';
import type { SavedState } from '../saved-state.js';

/** What the suite may know of a model. */
export interface ClassifierCheckOptions {
  /** Reads what `save()` made; without it nothing about loading is checked. */
  readonly load?: (saved: SavedState) => FittedClassifier | Promise<FittedClassifier>;
  /** Why a check does not apply, by its name. Reported, never silent. */
  readonly skip?: Readonly<Record<string, string>>;
  /** Accuracy on three well separated classes; default 0.9. */
  readonly minAccuracy?: number;
  /**
   * The largest difference of probabilities between rows that weigh 2 and rows that are there twice; default 1e-5. Raise it
   * for a solver that stops at a tolerance; skip the check of a model that draws rows.
   */
  readonly weightsWithin?: number;
  /** Columns of the sample rows; default 6. A model that takes one size only says so with `hasFixedColumns`. */
  readonly columns?: number;
  readonly hasFixedColumns?: boolean;
  /** The model takes floats only, and these in [0, 1]; default false: bytes as they are. */
  readonly scaled?: boolean;
  /** The model answers options that it does not know with the right word, as every model of Selvedge; default false. */
  readonly refusesUnknownOptions?: boolean;
  /** The model takes NaN as a missing value, in training and in prediction; default false: it refuses NaN. */
  readonly takesMissing?: boolean;
  /**
   * The model puts named columns in the order of the fit and refuses other names and shapes, as those of Selvedge do;
   * default false: nothing about it is checked.
   */
  readonly matchesColumns?: boolean;
}
