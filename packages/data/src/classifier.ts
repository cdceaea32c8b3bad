import { counted } from './counted.js';
import type { LabelledRows, Labels } from './dataset.js';
import { SelvedgeError } from './errors.js';
import type { Matrix } from './matrix.js';
import type { OnProgress } from './progress.js';
import { checkSampleWeight } from './sample-weight.js';
import type { SavedState } from './saved-state.js';

/** What every `fit` accepts besides its data. */
export interface FitOptions {
  /** Makes everything random repeatable; default 0. */
  readonly seed?: number;
  /** Stops the work with a `SelvedgeError` `aborted`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  /**
   * A weight of 0 or more for each training row; default 1 each. Rows of weight 0 are left out. Models that have no such
   * weights refuse them by name.
   */
  readonly sampleWeight?: ArrayLike<number>;
  /** Held-out rows for early stopping and learning curves. Never fitted on. */
  readonly validation?: LabelledRows;
  /**
   * Threads to use, 1 to 256. Default: one per core. Only sums of networks round otherwise with another number. Engine tfjs
   * has no way to set them: tfjs-node takes as many as `TF_NUM_INTRAOP_THREADS` says when the process starts.
   */
  readonly threads?: number;
}

/** What every prediction accepts besides its rows. */
export interface PredictOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Threads to use, 1 to 256. Default: one per core. */
  readonly threads?: number;
}

/** What every score accepts besides its rows. */
export interface ScoreOptions extends PredictOptions {
  /** A weight of 0 or more for each row; default 1 each. */
  readonly sampleWeight?: ArrayLike<number>;
}

/**
 * A model before it has seen data: parameters, checked when it was constructed. Fitting does not change it, so one
 * classifier can be fitted many times (folds, sweeps) without anything carried over.
 */
export interface Classifier<P = unknown> {
  /** The name under which it is registered and saved: `knn`, `random-forest`. */
  readonly kind: string;
  /** Every parameter with its value, defaults filled in. Plain JSON. */
  readonly params: Readonly<P>;
  /** The same kind with some parameters changed. */
  clone(changes?: Partial<P>): Classifier<P>;
  /**
   * @throws SelvedgeError `invalid-argument` for empty data, infinite features, fewer than two classes present, and for
   * missing values (NaN) in models that take none;
   * `shape-mismatch` when labels and rows disagree; `unsupported` for `sampleWeight` where the model has none; `aborted`
   */
  fit(train: LabelledRows, options?: FitOptions): Promise<FittedClassifier<P>>;
}

/** A model after fitting: immutable, and the only thing that can predict. */
export interface FittedClassifier<P = unknown> {
  readonly kind: string;
  readonly params: Readonly<P>;
  readonly classes: readonly string[];
  /** Numbers per row that it was fitted on, and expects at prediction. */
  readonly columns: number;
  /**
   * Class numbers, one per row: the class with the highest probability, the lowest number on a tie; or as `labelsOf` says.
   *
   * @throws SelvedgeError `shape-mismatch` unless `features.columns === columns`; `invalid-argument` for
   * infinity, and for missing values (NaN) in models that take none
   */
  predict(features: Matrix, options?: PredictOptions): Promise<Labels>;
  /** Probabilities, `rows` x `classes.length`; each row sums to 1. */
  predictProba(features: Matrix, options?: PredictOptions): Promise<Matrix<Float32Array>>;
  /**
   * Class numbers of rows with these probabilities, of a model that does not predict the most probable class (one with a
   * decision threshold). `predictedLabels` asks for them.
   */
  labelsOf?(probabilities: Matrix): Labels;
  /** Accuracy in [0, 1] on the given rows. */
  score(rows: LabelledRows, options?: ScoreOptions): Promise<number>;
  /** Everything needed to predict again, without code. */
  save(): SavedState;
  /** Gives back memory held outside the JavaScript heap. The model cannot predict afterwards. */
  dispose?(): Promise<void>;
}

/**
 * The share of equal labels; NaN for no rows.
 *
 * @param sampleWeight - a weight per row; default 1 each
 * @throws SelvedgeError `shape-mismatch` unless there is a label, and a weight, per prediction; `invalid-argument` for
 * weights that are not finite numbers of 0 or more
 */
export function shareOfEqual(truth: Labels, predicted: Labels, sampleWeight?: ArrayLike<number>): number {
  const equal = countEqual(truth, predicted);
  const weights = checkSampleWeight('score', sampleWeight, truth.length);
  if (!weights) return equal / truth.length;
  let [right, all] = [0, 0];
  for (let row = 0; row < weights.length; row++) {
    all += weights[row];
    if (truth[row] === predicted[row]) right += weights[row];
  }
  return right / all;
}

/**
 * How many labels are equal.
 *
 * @throws SelvedgeError `shape-mismatch` unless there is a label per prediction
 */
export function countEqual(truth: Labels, predicted: Labels): number {
  if (truth.length !== predicted.length) {
    throw new SelvedgeError(
      'shape-mismatch',
      `score: got ${counted(truth.length, 'label')} for ${counted(predicted.length, 'row')}; need one label per row.`,
    );
  }
  let equal = 0;
  for (let row = 0; row < truth.length; row++) if (truth[row] === predicted[row]) equal++;
  return equal;
}

/** What a model predicts for rows with these probabilities of it: as its `predict`, without computing them again. */
export const predictedLabels = (model: Pick<FittedClassifier, 'labelsOf'>, probabilities: Matrix): Labels =>
  model.labelsOf ? model.labelsOf(probabilities) : argmaxRows(probabilities);

/** The column with the largest value of each row; the first one on a tie. */
export function argmaxRows({ values, rows, columns }: Matrix): Labels {
  const best = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let at = 0;
    for (let column = 1; column < columns; column++) if (values[start + column] > values[start + at]) at = column;
    best[row] = at;
  }
  return best;
}
