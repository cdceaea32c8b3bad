import type { Classifier, FitOptions, LabelledRows, SelvedgeError } from '@selvedge/data';
import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  checkFitOptions,
  checkSquares,
  checkTrainingRows,
  formOfRows,
  refuseSampleWeight,
  unfitData,
} from '@selvedge/data/checks';
import type { QuadraticDiscriminantAnalysisParams } from '../specs.generated.js';
import { cholesky } from './cholesky.js';
import { classGroups, eachCovariance } from './class-covariances.js';
import { priorsOf } from './priors.js';
import { FittedQuadraticDiscriminantAnalysis } from './quadratic-fitted.js';
import { quadraticDiscriminantParams } from './quadratic-params.js';

const KIND = 'quadratic-discriminant-analysis';

/**
 * Quadratic discriminant analysis: class k is normal about its mean m with its own covariance S, so that its log
 * probability is -(x - m)·S⁻¹(x - m) / 2 - log|S| / 2 + log prior, up to what all share. Covariances are divided by the
 * class's rows and regularised to (1 - regParam) S + regParam I, as in scikit-learn's `QuadraticDiscriminantAnalysis`.
 *
 * `new QuadraticDiscriminantAnalysis({ regParam: 0.1 })`
 *
 * @see Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., section 4.3
 */
export class QuadraticDiscriminantAnalysis implements Classifier<QuadraticDiscriminantAnalysisParams> {
  readonly kind: typeof KIND = KIND;
  readonly params: QuadraticDiscriminantAnalysisParams;

  static {
    answerGuesses(QuadraticDiscriminantAnalysis.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<QuadraticDiscriminantAnalysisParams> = {}) {
    this.params = quadraticDiscriminantParams(params);
  }

  clone(changes: Partial<QuadraticDiscriminantAnalysisParams> = {}): QuadraticDiscriminantAnalysis {
    return new QuadraticDiscriminantAnalysis({ ...this.params, ...changes });
  }

  /**
   * Sums the classes' covariances beside each other in threads; the result is the same for any number of threads.
   *
   * @throws SelvedgeError `invalid-argument` for rows that are none, a class with one row, a covariance with a direction
   *   that varies by `tol` or less (constant and collinear columns, or fewer rows than columns), or a prior of a class
   *   without rows; `shape-mismatch`, `aborted`
   */
  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedQuadraticDiscriminantAnalysis> {
    checkFitOptions(KIND, train, options);
    refuseSampleWeight(KIND, options.sampleWeight, 'use gaussian-naive-bayes or logistic-regression');
    checkTrainingRows(KIND, train);
    checkSquares(KIND, train.features);
    const { features, classes } = train;
    const { columns } = features;
    const { regParam, tol } = this.params;
    const groups = classGroups(train);
    const alone = groups.find(({ members }) => members.length === 1);
    if (alone) throw oneRow(classes[alone.label]);
    const shares = priorsOf(KIND, this.params.priors, classes, groups);
    const priors = new Float64Array(classes.length);
    const means = new Float64Array(classes.length * columns);
    const factors = new Float64Array(classes.length * columns * columns);
    for (const [at, { label, mean }] of groups.entries()) {
      priors[label] = shares[at];
      means.set(mean, label * columns);
    }
    await eachCovariance(KIND, features, groups, options, ({ label }, covariance) => {
      const regular = covariance.map((value) => (1 - regParam) * value);
      for (let column = 0; column < columns; column++) regular[column * (columns + 1)] += regParam;
      const lower = cholesky(regular, columns, tol) && cholesky(regular, columns);
      if (!lower) throw notOfFullRank(classes[label], tol);
      factors.set(lower, label * columns * columns);
    });
    return new FittedQuadraticDiscriminantAnalysis(this.params, [...classes], columns, {
      priors,
      means,
      factors,
    }).fittedOn(formOfRows(train));
  }
}

const oneRow = (name: string): SelvedgeError =>
  unfitData(
    `${KIND}: class '${name}' has 1 training row; a covariance needs 2 or more. Add rows, or leave the class out.`,
  );

const notOfFullRank = (name: string, tol: number): SelvedgeError =>
  unfitData(
    `${KIND}: in class '${name}' a direction has a variance of ${tol} (tol) or less; need every direction to vary more. ` +
      'Increase regParam (such as regParam: 0.1), or drop constant and collinear columns.',
  );
