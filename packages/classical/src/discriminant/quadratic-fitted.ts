import { shareMatrix } from '@selvedge/compute/workers';
import { type Matrix, matrix, type PredictOptions, type SavedState } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { corruptModel, readConfig, readForm, readTensor } from '../saved-config.js';
import { softmaxRows } from '../softmax-rows.js';
import type { QuadraticDiscriminantAnalysisParams } from '../specs.generated.js';
import { quadraticDiscriminantDefinition } from './quadratic-params.js';
import { squaredDistances } from './squared-distances.js';
import { openThreads } from './threads.js';

const VERSION = 1;

/** What a fit found; all zeros for a class without training rows. */
export interface QuadraticDiscriminantModel {
  readonly priors: Float64Array;
  /** Classes x columns. */
  readonly means: Float64Array;
  /** Cholesky's lower factors of the covariances, classes x columns x columns. */
  readonly factors: Float64Array;
}

/** A fitted `QuadraticDiscriminantAnalysis`. */
export class FittedQuadraticDiscriminantAnalysis extends FittedModel<QuadraticDiscriminantAnalysisParams> {
  readonly kind = 'quadratic-discriminant-analysis';
  readonly #model: QuadraticDiscriminantModel;

  constructor(
    params: QuadraticDiscriminantAnalysisParams,
    classes: readonly string[],
    columns: number,
    model: QuadraticDiscriminantModel,
  ) {
    super({ params, classes, columns });
    this.#model = model;
  }

  /** Classes x columns, a copy; zeros for a class without training rows. */
  get means(): Matrix<Float64Array> {
    return matrix(this.#model.means.slice(), this.classes.length, this.columns);
  }

  /**
   * Log probabilities up to what the classes of a row share, rows x classes; minus infinity for a class without training
   * rows or with a prior of 0.
   *
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument` for NaN and infinity, `aborted`
   */
  async decisionFunction(given: Matrix, options: PredictOptions = {}): Promise<Matrix<Float64Array>> {
    const features = this.checkedRows(given, options);
    return this.#decisions(features, options);
  }

  async #decisions(features: Matrix, { signal, onProgress, threads }: PredictOptions): Promise<Matrix<Float64Array>> {
    const { kind, columns } = this;
    const { priors, means, factors } = this.#model;
    const { rows } = features;
    const classes = priors.length;
    const decisions = matrix(new Float64Array(rows * classes).fill(Number.NEGATIVE_INFINITY), rows, classes);
    const possible = [...priors.keys()].filter((label) => priors[label] > 0);
    const pool = openThreads((possible.length * rows * columns * columns) / 2, possible.length, threads);
    const given = pool ? shareMatrix(features) : features;
    let done = 0;
    try {
      await Promise.all(
        possible.map(async (label) => {
          const mean = means.slice(label * columns, (label + 1) * columns);
          const lower = factors.slice(label * columns ** 2, (label + 1) * columns ** 2);
          const distances = pool
            ? await pool.run('distances', { kind, features: given, mean, lower }, signal ? { signal } : {})
            : squaredDistances(given, mean, lower, () => throwIfAborted(signal, `predict ${kind}`));
          let constant = Math.log(priors[label]);
          for (let column = 0; column < columns; column++) constant -= Math.log(lower[column * (columns + 1)]);
          for (let row = 0; row < rows; row++)
            decisions.values[row * classes + label] = constant - 0.5 * distances[row];
          onProgress?.({ step: `predict ${kind}`, done: ++done, total: possible.length });
        }),
      );
    } finally {
      await pool?.close();
    }
    return decisions;
  }

  protected async probabilities(features: Matrix, options: PredictOptions): Promise<Matrix<Float32Array>> {
    return softmaxRows(await this.#decisions(features, options));
  }

  protected learned(): LearnedState {
    const { priors, means, factors } = this.#model;
    const { columns } = this;
    const classes = priors.length;
    return {
      version: VERSION,
      tensors: {
        priors: { values: priors.slice(), shape: [classes] },
        means: { values: means.slice(), shape: [classes, columns] },
        factors: { values: factors.slice(), shape: [classes, columns, columns] },
      },
    };
  }
}

/** Reads what `FittedQuadraticDiscriminantAnalysis.save` made. */
export function loadQuadraticDiscriminantAnalysis(saved: SavedState): FittedQuadraticDiscriminantAnalysis {
  const { params, classes, columns } = readConfig<QuadraticDiscriminantAnalysisParams>(
    saved,
    quadraticDiscriminantDefinition,
    VERSION,
  );
  const priors = readTensor(saved, 'priors', Float64Array, [classes.length]).values;
  const means = readTensor(saved, 'means', Float64Array, [classes.length, columns]).values;
  const factors = readTensor(saved, 'factors', Float64Array, [classes.length, columns, columns]).values;
  const areNumbers = [priors, means, factors].every((values) => values.every(Number.isFinite));
  const diagonalOf = (label: number): number[] =>
    Array.from({ length: columns }, (_, column) => factors[label * columns ** 2 + column * (columns + 1)]);
  const areFactors = priors.every((prior, label) => prior <= 0 || diagonalOf(label).every((value) => value > 0));
  if (!areNumbers || !areFactors || !priors.some((prior) => prior > 0)) {
    throw corruptModel('quadratic-discriminant-analysis', 'its priors, means or factors are not those of a fit');
  }
  return new FittedQuadraticDiscriminantAnalysis(params, classes, columns, { priors, means, factors }).fittedOn(
    readForm(saved),
  );
}
