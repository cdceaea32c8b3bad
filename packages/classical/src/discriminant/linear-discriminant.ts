import {
  type Classifier,
  checkTrainingRows,
  type FitOptions,
  type LabelledRows,
  type Matrix,
  SelvedgeError,
  throwIfAborted,
} from '@selvedge/data';
import type { LinearDiscriminantAnalysisParams } from '../specs.generated.js';
import { type ClassMoments, classMoments } from './class-moments.js';
import { solveLsqr, solveSvd } from './discriminants.js';
import { FittedLinearDiscriminantAnalysis } from './linear-fitted.js';
import { linearDiscriminantParams } from './linear-params.js';
import { priorsOf } from './priors.js';
import { ledoitWolf, shrunk } from './shrink.js';

const KIND = 'linear-discriminant-analysis';

/**
 * Linear discriminant analysis: the classes are normal about their means m with one covariance S, so that the log
 * probability of class k is x·S⁻¹m - m·S⁻¹m / 2 + log prior, up to what all share. As scikit-learn's
 * `LinearDiscriminantAnalysis`, of which `svd` and `lsqr` are the solvers.
 *
 * `new LinearDiscriminantAnalysis({ solver: 'lsqr', shrinkage: 'auto' })`
 *
 * @see Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., section 4.3
 */
export class LinearDiscriminantAnalysis implements Classifier<LinearDiscriminantAnalysisParams> {
  readonly kind: typeof KIND = KIND;
  readonly params: LinearDiscriminantAnalysisParams;

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range, or `shrinkage` with solver `svd` */
  constructor(params: Partial<LinearDiscriminantAnalysisParams> = {}) {
    this.params = linearDiscriminantParams(params);
  }

  clone(changes: Partial<LinearDiscriminantAnalysisParams> = {}): LinearDiscriminantAnalysis {
    return new LinearDiscriminantAnalysis({ ...this.params, ...changes });
  }

  /**
   * Sums the classes' covariances beside each other in threads; the result is the same for any number of threads.
   *
   * @throws SelvedgeError `invalid-argument` for rows that are none or one for each class, or a prior of a class without
   *   rows; `shape-mismatch`, `aborted`
   */
  async fit(
    train: LabelledRows,
    options: FitOptions & { readonly threads?: number } = {},
  ): Promise<FittedLinearDiscriminantAnalysis> {
    throwIfAborted(options.signal, `fit ${KIND}`);
    checkTrainingRows(KIND, train);
    const { features, classes } = train;
    const { columns } = features;
    const { solver, shrinkage, tol } = this.params;
    const moments = await classMoments(KIND, train, options);
    if (features.rows === moments.length) throw oneRowEach(features.rows);
    const priors = priorsOf(KIND, this.params.priors, classes, moments);
    const shares = solver === 'lsqr' ? priors : moments.map(({ members }) => members.length / features.rows);
    const covariance = new Float64Array(columns * columns);
    for (const [at, each] of moments.entries()) {
      const own = shrinkage === null ? each.covariance : shrunkOf(features, each, shrinkage);
      for (let place = 0; place < covariance.length; place++) covariance[place] += shares[at] * own[place];
    }
    const problem = { means: moments.map(({ mean }) => mean), priors, covariance, tol };
    const lines = await (solver === 'lsqr' ? solveLsqr(problem) : solveSvd(problem));
    const weights = new Float64Array(classes.length * columns);
    const intercepts = new Float64Array(classes.length).fill(Number.NEGATIVE_INFINITY);
    for (const [at, { label }] of moments.entries()) {
      weights.set(lines[at].weights, label * columns);
      intercepts[label] = lines[at].intercept;
    }
    return new FittedLinearDiscriminantAnalysis(this.params, [...classes], columns, { weights, intercepts });
  }
}

const shrunkOf = (features: Matrix, moments: ClassMoments, amount: number | 'auto'): Float64Array =>
  amount === 'auto' ? ledoitWolf(features, moments) : shrunk(moments.covariance, features.columns, amount);

const oneRowEach = (rows: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${KIND}: got ${rows} rows of ${rows} classes; a covariance needs more rows than classes. Add rows.`,
  );
