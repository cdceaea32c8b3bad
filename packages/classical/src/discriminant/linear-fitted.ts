import { type Matrix, matrix, type PredictOptions, type SavedState } from '@selvedge/data';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { linearDecisions } from '../linear-decisions.js';
import { corruptModel, readConfig, readTensor } from '../saved-config.js';
import { softmaxRows } from '../softmax-rows.js';
import type { LinearDiscriminantAnalysisParams } from '../specs.generated.js';
import { linearDiscriminantDefinition } from './linear-params.js';

const VERSION = 1;

/** What a fit found; classes without training rows have weights of 0 and an intercept of minus infinity. */
export interface LinearDiscriminantModel {
  /** Classes x columns. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/** A fitted `LinearDiscriminantAnalysis`. */
export class FittedLinearDiscriminantAnalysis extends FittedModel<LinearDiscriminantAnalysisParams> {
  readonly kind = 'linear-discriminant-analysis';
  readonly #model: LinearDiscriminantModel;

  constructor(
    params: LinearDiscriminantAnalysisParams,
    classes: readonly string[],
    columns: number,
    model: LinearDiscriminantModel,
  ) {
    super({ params, classes, columns });
    this.#model = model;
  }

  /** Classes x columns, a copy; zeros for a class without training rows. */
  get weights(): Matrix<Float64Array> {
    return matrix(this.#model.weights.slice(), this.classes.length, this.columns);
  }

  /** One per class, a copy; minus infinity for a class without training rows or with a prior of 0. */
  get intercepts(): Float64Array {
    return this.#model.intercepts.slice();
  }

  /**
   * Log probabilities up to what the classes of a row share: weights times features plus intercept, rows x classes.
   *
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument` for NaN and infinity, `aborted`
   */
  async decisionFunction(features: Matrix, options: PredictOptions = {}): Promise<Matrix<Float64Array>> {
    this.checkRows(features, options);
    return linearDecisions(features, this.#model.weights, this.#model.intercepts);
  }

  protected async probabilities(features: Matrix, { onProgress }: PredictOptions): Promise<Matrix<Float32Array>> {
    const { rows } = features;
    const shares = softmaxRows(linearDecisions(features, this.#model.weights, this.#model.intercepts));
    onProgress?.({ step: `predict ${this.kind}`, done: rows, total: rows });
    return shares;
  }

  protected learned(): LearnedState {
    const { values, rows, columns } = this.weights;
    return {
      version: VERSION,
      tensors: {
        weights: { values, shape: [rows, columns] },
        intercepts: { values: this.intercepts, shape: [rows] },
      },
    };
  }
}

/** Reads what `FittedLinearDiscriminantAnalysis.save` made. */
export function loadLinearDiscriminantAnalysis(saved: SavedState): FittedLinearDiscriminantAnalysis {
  const { params, classes, columns } = readConfig<LinearDiscriminantAnalysisParams>(
    saved,
    linearDiscriminantDefinition,
    VERSION,
  );
  const weights = readTensor(saved, 'weights', Float64Array, [classes.length, columns]).values;
  const intercepts = readTensor(saved, 'intercepts', Float64Array, [classes.length]).values;
  const areNumbers = weights.every(Number.isFinite) && intercepts.every((value) => value < Infinity);
  if (!areNumbers || intercepts.every((value) => value === -Infinity)) {
    throw corruptModel('linear-discriminant-analysis', 'a weight is no finite number');
  }
  return new FittedLinearDiscriminantAnalysis(params, classes, columns, { weights, intercepts });
}
