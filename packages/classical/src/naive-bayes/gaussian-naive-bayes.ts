import { type Definition, defineParams, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import {
  type Classifier,
  countByClass,
  type FitOptions,
  type LabelledRows,
  type Matrix,
  matrix,
  type PredictOptions,
  type SavedState,
  SelvedgeError,
} from '@selvedge/data';
import { columnMoments, isConstant } from '@selvedge/data/arithmetic';
import { answerGuesses, CLASSIFIER_GUESSES, checkFitOptions, checkSquares, formOfRows } from '@selvedge/data/checks';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { corruptModel, readConfig, readForm, readTensor } from '../saved-config.js';
import { softmaxRows } from '../softmax-rows.js';
import type { GaussianNaiveBayesParams } from '../specs.generated.js';
import { type WeightedRows, weightByClass, weightedRows } from '../weighted-rows.js';

const KIND = 'gaussian-naive-bayes';
const VERSION = 1;

export const gaussianNaiveBayesDefinition: Definition<SpecOf<typeof KIND, GaussianNaiveBayesParams>> = defineParams({
  kind: KIND,
  description: 'Gaussian naive Bayes: columns are independent and normal within a class.',
  knownAs: ['GaussianNB', 'naive-bayes', 'bayes', 'nb', 'gnb'],
  fields: {
    varSmoothing: z
      .number()
      .min(0)
      .default(1e-9)
      .describe('Times the largest variance of a column, added to every variance.'),
  },
});

/**
 * Gaussian naive Bayes: columns independent and normal within a class, priors from the training rows.
 *
 * @see Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., section 6.6.3
 */
export class GaussianNaiveBayes implements Classifier<GaussianNaiveBayesParams> {
  readonly kind: typeof KIND = KIND;
  readonly params: GaussianNaiveBayesParams;

  static {
    answerGuesses(GaussianNaiveBayes.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<GaussianNaiveBayesParams> = {}) {
    this.params = checkedParams(gaussianNaiveBayesDefinition, params);
  }

  clone(changes: Partial<GaussianNaiveBayesParams> = {}): GaussianNaiveBayes {
    return new GaussianNaiveBayes({ ...this.params, ...changes });
  }

  /**
   * @throws SelvedgeError `invalid-argument` for rows that are none, or a column that does not vary within a class where
   * `varSmoothing` is 0; `shape-mismatch`, `aborted`
   */
  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedGaussianNaiveBayes> {
    checkFitOptions(KIND, train, options);
    const { onProgress, sampleWeight } = options;
    const weighted = weightedRows(KIND, train, sampleWeight);
    checkSquares(KIND, train.features);
    const { features, classes } = weighted.train;
    const { columns } = features;
    const totals = weightByClass(weighted);
    const { means, variances } = momentsByClass(weighted, totals);
    // Of all rows alike, those of weight 0 too, as in scikit-learn.
    const overall = largestVariance(train.features);
    // Rows that are all the same say nothing about classes: with any variance, the priors remain.
    const added = overall === 0 ? 1 : this.params.varSmoothing * overall;
    for (let at = 0; at < variances.length; at++) variances[at] += added;
    const flat = variances.indexOf(0); // NaN for a class without rows
    if (flat >= 0) throw withoutVariance(flat % columns, classes[Math.floor(flat / columns)]);
    let total = 0;
    for (const ofClass of totals) total += ofClass;
    const priors = totals.map((ofClass) => Math.log(ofClass / total));
    onProgress?.({ step: `fit ${KIND}`, done: features.rows, total: features.rows });
    return new FittedGaussianNaiveBayes(this.params, [...classes], columns, { means, variances, priors }).fittedOn(
      formOfRows(train),
    );
  }
}

/** What a fit found; NaN means for classes without rows. */
export interface GaussianMoments {
  /** Classes x columns. */
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** Logarithms; minus infinity for a class without rows. */
  readonly priors: Float64Array;
}

/** A fitted `GaussianNaiveBayes`. */
export class FittedGaussianNaiveBayes extends FittedModel<GaussianNaiveBayesParams> {
  readonly kind: typeof KIND = KIND;
  readonly #moments: GaussianMoments;
  /** Of each class: prior and the normalising factors, logarithms. */
  readonly #constants: Float64Array;

  constructor(params: GaussianNaiveBayesParams, classes: readonly string[], columns: number, moments: GaussianMoments) {
    super({ params, classes, columns });
    this.#moments = moments;
    this.#constants = moments.priors.map((prior, label) => {
      let constant = prior;
      for (let column = 0; column < columns; column++) {
        constant -= 0.5 * Math.log(2 * Math.PI * moments.variances[label * columns + column]);
      }
      return constant;
    });
  }

  protected async probabilities(features: Matrix, { onProgress }: PredictOptions): Promise<Matrix<Float32Array>> {
    const { values, rows, columns } = features;
    const { means, variances, priors } = this.#moments;
    const classes = this.classes.length;
    const logs = matrix(new Float64Array(rows * classes), rows, classes);
    const precisions = variances.map((variance) => 0.5 / variance);
    for (let row = 0; row < rows; row++) {
      for (let label = 0; label < classes; label++) {
        let log = this.#constants[label];
        for (let column = 0; column < columns; column++) {
          const at = label * columns + column;
          const difference = values[row * columns + column] - means[at];
          log -= difference * difference * precisions[at];
        }
        logs.values[row * classes + label] = Number.isFinite(priors[label]) ? log : Number.NEGATIVE_INFINITY;
      }
    }
    onProgress?.({ step: `predict ${KIND}`, done: rows, total: rows });
    return softmaxRows(logs);
  }

  protected learned(): LearnedState {
    const { means, variances, priors } = this.#moments;
    const shape = [this.classes.length, this.columns];
    return {
      version: VERSION,
      tensors: {
        means: { values: means.slice(), shape },
        variances: { values: variances.slice(), shape },
        priors: { values: priors.slice(), shape: [this.classes.length] },
      },
    };
  }
}

/** Reads what `FittedGaussianNaiveBayes.save` made. */
export function loadGaussianNaiveBayes(saved: SavedState): FittedGaussianNaiveBayes {
  const { params, classes, columns } = readConfig<GaussianNaiveBayesParams>(
    saved,
    gaussianNaiveBayesDefinition,
    VERSION,
  );
  const shape = [classes.length, columns];
  const moments = {
    means: readTensor(saved, 'means', Float64Array, shape, 'any').values,
    variances: readTensor(saved, 'variances', Float64Array, shape, 'any').values,
    priors: readTensor(saved, 'priors', Float64Array, [classes.length], 'any').values,
  };
  if (!areMoments(moments, columns)) throw corruptModel(KIND, 'a prior, mean or variance is not a proper number');
  return new FittedGaussianNaiveBayes(params, classes, columns, moments).fittedOn(readForm(saved));
}

/** A class without training rows has a prior of 0, and no moments. */
function areMoments({ means, variances, priors }: GaussianMoments, columns: number): boolean {
  if (!priors.some(Number.isFinite)) return false;
  return priors.every((prior, label) => {
    if (prior === Number.NEGATIVE_INFINITY) return true;
    if (!(prior <= 0)) return false;
    const own = [means, variances].map((values) => values.subarray(label * columns, (label + 1) * columns));
    return own[0].every(Number.isFinite) && own[1].every((variance) => variance > 0 && variance < Infinity);
  });
}

const withoutVariance = (column: number, name: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${KIND}: column ${column} does not vary within class '${name}', and varSmoothing is 0; need variances above 0. Leave varSmoothing at its default of 1e-9, or drop the column.`,
  );

/** Means and variances in two passes: one pass of squares would cancel. Columns that are constant within a class have 0. */
function momentsByClass(
  { train: { features, labels, classes }, weights }: WeightedRows,
  totals: Float64Array,
): { means: Float64Array; variances: Float64Array } {
  const { values, rows, columns } = features;
  const counts = countByClass(labels, classes.length);
  const means = new Float64Array(classes.length * columns);
  const variances = new Float64Array(classes.length * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const start = labels[row] * columns;
    const weight = weights ? weights[row] : 1;
    for (let column = 0; column < columns; column++, at++) means[start + column] += weight * values[at];
  }
  for (let at = 0; at < means.length; at++) means[at] /= totals[Math.floor(at / columns)];
  for (let row = 0, at = 0; row < rows; row++) {
    const start = labels[row] * columns;
    const weight = weights ? weights[row] : 1;
    for (let column = 0; column < columns; column++, at++) {
      const difference = values[at] - means[start + column];
      variances[start + column] += weight * difference * difference;
    }
  }
  for (let at = 0; at < variances.length; at++) {
    const label = Math.floor(at / columns);
    variances[at] /= totals[label];
    if (isConstant(variances[at], means[at], counts[label])) variances[at] = 0;
  }
  return { means, variances };
}

/** Of the columns that are not constant but for rounding; 0 if none is. */
function largestVariance(features: Matrix): number {
  const { means, variances } = columnMoments(features);
  return variances.reduce(
    (most, variance, at) => (isConstant(variance, means[at], features.rows) ? most : Math.max(most, variance)),
    0,
  );
}
