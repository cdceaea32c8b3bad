import { type Matrix, matrix, type PredictOptions, type SavedState } from '@selvedge/data';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { linearDecisions } from '../linear-decisions.js';
import { corruptModel, readConfig, readTensor } from '../saved-config.js';
import { softmaxRows } from '../softmax-rows.js';
import type { LinearSvmParams } from '../specs.generated.js';
import { linearSvmDefinition } from './params.js';

const VERSION = 1;

/** How the fit of the slowest line went. */
export interface LinearSvmConvergence {
  /** Every line met `tol` within `maxIter` passes. */
  readonly isConverged: boolean;
  /** Passes over the rows, of the line with the most. */
  readonly iterations: number;
}

/** What a fit found; classes without training rows have weights of 0 and an intercept of minus infinity. */
export interface LinearSvmModel {
  /** Classes x columns. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  readonly convergence: LinearSvmConvergence;
}

/** A fitted `LinearSvm`. Its probabilities are the softmax of the decision values: an order, not calibrated. */
export class FittedLinearSvm extends FittedModel<LinearSvmParams> {
  readonly kind = 'linear-svm';
  readonly #model: LinearSvmModel;

  constructor(params: LinearSvmParams, classes: readonly string[], columns: number, model: LinearSvmModel) {
    super({ params, classes, columns });
    this.#model = model;
  }

  /** How the fit went. */
  get convergence(): LinearSvmConvergence {
    return this.#model.convergence;
  }

  /** Classes x columns, a copy; zeros for a class without training rows. */
  get weights(): Matrix<Float64Array> {
    return matrix(this.#model.weights.slice(), this.classes.length, this.columns);
  }

  /** One per class, a copy; minus infinity for a class without training rows. */
  get intercepts(): Float64Array {
    return this.#model.intercepts.slice();
  }

  /**
   * Weights times features plus intercept, rows x classes: 1 and -1 are the margins of a class, 0 its line. Of two
   * classes one value is the other's negative.
   *
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument` for NaN and infinity, `aborted`
   */
  async decisionFunction(features: Matrix, options: PredictOptions = {}): Promise<Matrix<Float64Array>> {
    this.checkRows(features, options);
    return this.#decisions(features);
  }

  #decisions(features: Matrix): Matrix<Float64Array> {
    return linearDecisions(features, this.#model.weights, this.#model.intercepts);
  }

  protected async probabilities(features: Matrix, { onProgress }: PredictOptions): Promise<Matrix<Float32Array>> {
    const { rows } = features;
    const shares = softmaxRows(this.#decisions(features));
    onProgress?.({ step: 'predict linear-svm', done: rows, total: rows });
    return shares;
  }

  protected learned(): LearnedState {
    const { convergence, intercepts } = this.#model;
    const { values, rows, columns } = this.weights;
    return {
      version: VERSION,
      config: { ...convergence },
      tensors: {
        weights: { values, shape: [rows, columns] },
        intercepts: { values: intercepts.slice(), shape: [rows] },
      },
    };
  }
}

/** Reads what `FittedLinearSvm.save` made. */
export function loadLinearSvm(saved: SavedState): FittedLinearSvm {
  const { params, classes, columns } = readConfig<LinearSvmParams>(saved, linearSvmDefinition, VERSION);
  const weights = readTensor(saved, 'weights', Float64Array, [classes.length, columns]).values;
  const intercepts = readTensor(saved, 'intercepts', Float64Array, [classes.length]).values;
  const areNumbers = weights.every(Number.isFinite) && intercepts.every((value) => value < Infinity);
  if (!areNumbers || intercepts.every((value) => value === -Infinity)) {
    throw corruptModel('linear-svm', 'a weight is no finite number');
  }
  const { isConverged, iterations } = saved.config;
  const convergence = { isConverged: isConverged === true, iterations: Number(iterations) };
  return new FittedLinearSvm(params, classes, columns, { weights, intercepts, convergence });
}
