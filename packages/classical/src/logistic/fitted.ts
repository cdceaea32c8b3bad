import { type Matrix, matrix, type PredictOptions, type SavedState } from '@selvedge/data';
import { centredRows } from '@selvedge/data/arithmetic';
import { dot } from '../dense-rows.js';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { corruptModel, readConfig, readForm, readTensor } from '../saved-config.js';
import type { LogisticRegressionParams } from '../specs.generated.js';
import type { Convergence } from './fit-lbfgs.js';
import { oneVsRestShares } from './one-vs-rest.js';
import { logisticRegressionDefinition } from './params.js';
import { predictors } from './thread.js';
import { transposed } from './transposed.js';

const VERSION = 1;

/** What a fit found: one line of weights per class; classes without training rows have none and are never predicted. */
export interface LogisticModel {
  /** Present classes x columns. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  /** Subtracted from each column before the weights are applied; absent where nothing is. */
  readonly centres?: Float64Array;
  /** Numbers of the classes that had rows, ascending. */
  readonly present: Uint16Array;
  readonly convergence: Convergence;
}

/** A fitted `LogisticRegression`. */
export class FittedLogisticRegression extends FittedModel<LogisticRegressionParams> {
  readonly kind = 'logistic-regression';
  readonly #model: LogisticModel;

  constructor(params: LogisticRegressionParams, classes: readonly string[], columns: number, model: LogisticModel) {
    super({ params, classes, columns });
    this.#model = model;
  }

  /** How the fit went: why it stopped, after how many iterations, and the loss curve. */
  get convergence(): Convergence {
    return this.#model.convergence;
  }

  /** Classes x columns, a copy; zeros for a class without training rows. */
  get weights(): Matrix<Float64Array> {
    const all = new Float64Array(this.classes.length * this.columns);
    for (const [at, label] of this.#model.present.entries()) {
      all.set(this.#model.weights.subarray(at * this.columns, (at + 1) * this.columns), label * this.columns);
    }
    return matrix(all, this.classes.length, this.columns);
  }

  /** One per class, a copy; minus infinity for a class without training rows. */
  get intercepts(): Float64Array {
    const all = new Float64Array(this.classes.length).fill(Number.NEGATIVE_INFINITY);
    const { present, intercepts, weights, centres } = this.#model;
    for (const [at, label] of present.entries()) {
      const line = weights.subarray(at * this.columns, (at + 1) * this.columns);
      all[label] = intercepts[at] - (centres ? dot(centres, 0, line) : 0);
    }
    return all;
  }

  protected async probabilities(
    features: Matrix,
    { signal, onProgress }: PredictOptions,
  ): Promise<Matrix<Float32Array>> {
    const { present, centres } = this.#model;
    const { rows, columns } = features;
    const point = {
      weights: transposed(this.#model.weights, present.length, columns),
      intercepts: Float32Array.from(this.#model.intercepts),
    };
    const shares = matrix(new Float32Array(rows * this.classes.length), rows, this.classes.length);
    for (let first = 0; first < rows; first += ROWS_PER_CALL) {
      const size = Math.min(ROWS_PER_CALL, rows - first);
      const values = features.values.slice(first * columns, (first + size) * columns);
      const block = centredRows({ values, rows: size, columns }, centres);
      const request = { features: block, point, classes: present.length };
      const found =
        this.params.engine === 'mljs'
          ? oneVsRestShares(request.features, this.#model.weights, this.#model.intercepts)
          : await predictors(rows * columns * present.length).run('probabilities', request, signal ? { signal } : {});
      for (let row = 0; row < size; row++) {
        const start = (first + row) * this.classes.length;
        for (let at = 0; at < present.length; at++) {
          shares.values[start + present[at]] = found[row * present.length + at];
        }
      }
      onProgress?.({ step: 'predict logistic-regression', done: first + size, total: rows });
    }
    return shares;
  }

  protected learned(): LearnedState {
    const { weights, intercepts, present, convergence, centres } = this.#model;
    const { stopped, iterations, losses } = convergence;
    return {
      version: VERSION,
      config: { stopped, iterations },
      tensors: {
        weights: { values: weights.slice(), shape: [present.length, this.columns] },
        intercepts: { values: intercepts.slice(), shape: [present.length] },
        present: { values: present.slice(), shape: [present.length] },
        losses: { values: Float64Array.from(losses), shape: [losses.length] },
        ...(centres ? { centres: { values: centres.slice(), shape: [this.columns] } } : {}),
      },
    };
  }
}

/** Reads what `FittedLogisticRegression.save` made. */
export function loadLogisticRegression(saved: SavedState): FittedLogisticRegression {
  const { params, classes, columns } = readConfig<LogisticRegressionParams>(
    saved,
    logisticRegressionDefinition,
    VERSION,
  );
  const present = readTensor(saved, 'present', Uint16Array, [-1]).values;
  const { stopped, iterations } = saved.config;
  const isOrdered = present.every((label, at) => label < classes.length && (at === 0 || label > present[at - 1]));
  if (present.length < 2 || !isOrdered)
    throw corruptModel('logistic-regression', 'its present classes are not classes');
  const weights = readTensor(saved, 'weights', Float64Array, [present.length, columns]).values;
  const intercepts = readTensor(saved, 'intercepts', Float64Array, [present.length]).values;
  if (!weights.every(Number.isFinite) || !intercepts.every(Number.isFinite)) {
    throw corruptModel('logistic-regression', 'a weight is not a finite number');
  }
  const centres = saved.tensors['centres'] && readTensor(saved, 'centres', Float64Array, [columns]).values;
  return new FittedLogisticRegression(params, classes, columns, {
    ...(centres ? { centres } : {}),
    weights,
    intercepts,
    present,
    convergence: {
      stopped: stopped as Convergence['stopped'],
      iterations: iterations as number,
      losses: [...readTensor(saved, 'losses', Float64Array, [-1]).values],
    },
  }).fittedOn(readForm(saved));
}

/** Bounds the copies on their way to the thread. */
const ROWS_PER_CALL = 8192;
