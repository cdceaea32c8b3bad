import {
  argmaxRows,
  type FittedClassifier,
  type Json,
  type LabelledRows,
  type Labels,
  type Matrix,
  type PredictOptions,
  type SavedState,
  shareOfEqual,
  type Tensor,
} from '@selvedge/data';
import { checkPredictionRows, checkPredictOptions, checkScoreOptions } from '@selvedge/data/checks';
import type { ScoreOptions } from '@selvedge/data/types';
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
 * adds what was learned to params, classes and columns, and rows are checked before a model sees them.
 *
 * A model gives its `kind`, its `probabilities` and its `learned` state, and a function beside it that reads what
 * `save` made (`readConfig`, `readTensor`). Methods of its own that take rows call `checkRows` first.
 */
export abstract class FittedModel<P extends object> implements FittedClassifier<P> {
  abstract readonly kind: string;
  readonly params: P;
  readonly classes: readonly string[];
  readonly columns: number;

  constructor({ params, classes, columns }: SavedConfig<P>) {
    this.params = params;
    this.classes = classes;
    this.columns = columns;
  }

  async predict(features: Matrix, options?: PredictOptions): Promise<Labels> {
    return argmaxRows(await this.predictProba(features, options));
  }

  async predictProba(features: Matrix, options: PredictOptions = {}): Promise<Matrix<Float32Array>> {
    this.checkRows(features, options);
    return this.probabilities(features, options);
  }

  async score(rows: LabelledRows, options: ScoreOptions = {}): Promise<number> {
    checkScoreOptions(this.kind, rows, options);
    const { sampleWeight, ...others } = options;
    return shareOfEqual(rows.labels, await this.predict(rows.features, others), sampleWeight);
  }

  save(): SavedState {
    const { version, tensors, config } = this.learned();
    return { format: `selvedge.${this.kind}`, version, config: { ...writeConfig(this), ...config }, tensors };
  }

  /**
   * Refuses rows that the model was not fitted for.
   *
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument` for NaN and infinity, `aborted`
   */
  protected checkRows(features: Matrix, options: PredictOptions = {}): void {
    checkPredictOptions(this.kind, options);
    checkPredictionRows(this.kind, features, this.columns);
  }

  /** Rows x classes of rows that were checked; each row sums to 1. */
  protected abstract probabilities(features: Matrix, options: PredictOptions): Promise<Matrix<Float32Array>>;

  protected abstract learned(): LearnedState;
}
