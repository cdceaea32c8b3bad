import {
  argmaxRows,
  type FittedClassifier,
  type LabelledRows,
  type Labels,
  type Matrix,
  type PredictOptions,
  type SavedState,
  shareOfEqual,
  type Tensor,
} from '@selvedge/data';
import {
  answerGuesses,
  checkPredictOptions,
  checkScoreOptions,
  FITTED_CLASSIFIER_GUESSES,
  featuresOf,
  formOf,
  frozenList,
  predictionRows,
} from '@selvedge/data/checks';
import type { FittedForm, Json, RowForm, ScoreOptions } from '@selvedge/data/types';
import { checkProbabilities } from './check-probabilities.js';
import { type SavedConfig, writeConfig } from './saved-config.js';

/** What a model saves beside its params, classes and columns. */
export interface LearnedState {
  /** Of the model's own layout: `readConfig` refuses any other. */
  readonly version: number;
  /** Numbers that a fit found, copies. */
  readonly tensors: { readonly [name: string]: Tensor };
  /** Plain values that a fit found. */
  readonly config?: { readonly [name: string]: Json };
}

/**
 * What is the same in every fitted model of this package: `predict` and `score` follow from the probabilities, `save`
 * adds what was learned to params, classes and columns, and rows are checked before a model sees them. One that takes
 * missing values has `takesMissing`.
 *
 * A model gives its `kind`, its `probabilities` and its `learned` state, and a function beside it that reads what
 * `save` made (`readConfig`, `readTensor`). Methods of its own that take rows call `checkedRows` first.
 */
export abstract class FittedModel<P extends object> implements FittedClassifier<P> {
  abstract readonly kind: string;
  readonly params: P;
  readonly classes: readonly string[];
  readonly columns: number;
  #form: FittedForm;

  static {
    answerGuesses(FittedModel.prototype, FITTED_CLASSIFIER_GUESSES);
  }

  constructor({ params, classes, columns }: SavedConfig<P>) {
    this.params = params;
    this.classes = frozenList(classes);
    this.columns = columns;
    this.#form = Object.freeze({ columns });
  }

  /** Of the rows that it was fitted on: how many columns, their names and the shape of a row, where they had them. */
  get form(): FittedForm {
    return this.#form;
  }

  async predict(features: Matrix, options?: PredictOptions): Promise<Labels> {
    return argmaxRows(await this.predictProba(features, options));
  }

  async predictProba(features: Matrix, options: PredictOptions = {}): Promise<Matrix<Float32Array>> {
    const rows = this.checkedRows(features, options);
    const probabilities = await this.probabilities(rows, options);
    checkProbabilities(this.kind, rows, probabilities);
    return probabilities;
  }

  async score(rows: LabelledRows, options: ScoreOptions = {}): Promise<number> {
    checkScoreOptions(this.kind, rows, options);
    const { sampleWeight, ...others } = options;
    return shareOfEqual(rows.labels, await this.predict(featuresOf(rows), others), sampleWeight);
  }

  save(): SavedState {
    const { version, tensors, config } = this.learned();
    return { format: `selvedge.${this.kind}`, version, config: { ...writeConfig(this), ...config }, tensors };
  }

  /** Keeps shape and names of the columns of the rows that the model was fitted on. For `fit` and readers alone. */
  fittedOn(form: RowForm): this {
    const { shape, names } = form;
    this.#form = Object.freeze(formOf({ columns: this.columns, ...(shape && { shape }), ...(names && { names }) }));
    return this;
  }

  /**
   * Rows as the model needs them: named columns are put in the order of the fit.
   *
   * @throws SelvedgeError `shape-mismatch` for other columns or another shape, `invalid-argument` for infinity, and for NaN
   *   where the model takes no missing values,
   *   `aborted`
   */
  protected checkedRows(features: Matrix, options: PredictOptions = {}): Matrix {
    checkPredictOptions(this.kind, options);
    return predictionRows(this.kind, features, this.form, { takesMissing: this.takesMissing });
  }

  /** Whether NaN is a missing value that the model has an answer for. */
  protected get takesMissing(): boolean {
    return false;
  }

  /** Rows x classes of rows that were checked; each row sums to 1. */
  protected abstract probabilities(features: Matrix, options: PredictOptions): Promise<Matrix<Float32Array>>;

  protected abstract learned(): LearnedState;
}
