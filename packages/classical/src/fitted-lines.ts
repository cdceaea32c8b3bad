import { type Matrix, matrix, type PredictOptions, type SavedState, type Tensor } from '@selvedge/data';
import { FittedModel } from './fitted-model.js';
import { linearDecisions } from './linear-decisions.js';
import { corruptModel, readTensor, type SavedConfig } from './saved-config.js';
import { softmaxRows } from './softmax-rows.js';

/** A line for each class; classes without training rows have weights of 0 and an intercept of minus infinity. */
export interface Lines {
  /** Classes x columns. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/** What is the same in fitted models that have a line for each class: decision values, and their softmax. */
export abstract class FittedLines<P extends object> extends FittedModel<P> {
  readonly #lines: Lines;

  constructor(config: SavedConfig<P>, { weights, intercepts }: Lines) {
    super(config);
    this.#lines = { weights, intercepts };
  }

  /** Classes x columns, a copy; zeros for a class without training rows. */
  get weights(): Matrix<Float64Array> {
    return matrix(this.#lines.weights.slice(), this.classes.length, this.columns);
  }

  /** One per class, a copy; minus infinity for a class without training rows or with a prior of 0. */
  get intercepts(): Float64Array {
    return this.#lines.intercepts.slice();
  }

  /**
   * Weights times features plus intercept, rows x classes.
   *
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument` for NaN and infinity, `aborted`
   */
  async decisionFunction(given: Matrix, options: PredictOptions = {}): Promise<Matrix<Float64Array>> {
    const features = this.checkedRows(given, options);
    return this.#decisions(features);
  }

  #decisions(features: Matrix): Matrix<Float64Array> {
    return linearDecisions(features, this.#lines.weights, this.#lines.intercepts);
  }

  protected async probabilities(features: Matrix, { onProgress }: PredictOptions): Promise<Matrix<Float32Array>> {
    const { rows } = features;
    const shares = softmaxRows(this.#decisions(features));
    onProgress?.({ step: `predict ${this.kind}`, done: rows, total: rows });
    return shares;
  }

  /** The lines as a saved model holds them. */
  protected tensorsOfLines(): { readonly weights: Tensor; readonly intercepts: Tensor } {
    const { values, rows, columns } = this.weights;
    return {
      weights: { values, shape: [rows, columns] },
      intercepts: { values: this.intercepts, shape: [rows] },
    };
  }
}

/**
 * Reads what `tensorsOfLines` made.
 *
 * @throws SelvedgeError `corrupt-file` for a weight that is not finite, or where no class has a line
 */
export function readLines(saved: SavedState, kind: string, { classes, columns }: SavedConfig<object>): Lines {
  const weights = readTensor(saved, 'weights', Float64Array, [classes.length, columns]).values;
  const intercepts = readTensor(saved, 'intercepts', Float64Array, [classes.length], 'any').values;
  const areNumbers = weights.every(Number.isFinite) && intercepts.every((value) => value < Infinity);
  if (areNumbers && intercepts.some((value) => value !== -Infinity)) return { weights, intercepts };
  throw corruptModel(kind, 'a weight is not a finite number');
}
