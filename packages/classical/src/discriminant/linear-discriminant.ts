import type { Classifier, FitOptions, LabelledRows, Matrix, SelvedgeError } from '@selvedge/data';
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
import type { LinearDiscriminantAnalysisParams } from '../specs.generated.js';
import { type ClassGroup, classGroups, eachCovariance } from './class-covariances.js';
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

  static {
    answerGuesses(LinearDiscriminantAnalysis.prototype, CLASSIFIER_GUESSES);
  }

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
  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedLinearDiscriminantAnalysis> {
    checkFitOptions(KIND, train, options);
    refuseSampleWeight(KIND, options.sampleWeight, 'use gaussian-naive-bayes or logistic-regression');
    checkTrainingRows(KIND, train);
    checkSquares(KIND, train.features);
    const { features, classes } = train;
    const { columns } = features;
    const { solver, shrinkage, tol } = this.params;
    const groups = classGroups(train);
    if (features.rows === groups.length) throw oneRowEach(features.rows);
    const priors = priorsOf(KIND, this.params.priors, classes, groups);
    const shares = solver === 'lsqr' ? priors : groups.map(({ members }) => members.length / features.rows);
    const covariance = new Float64Array(columns * columns);
    let at = 0;
    await eachCovariance(KIND, features, groups, options, (group, found) => {
      const own = shrunkBy(shrinkage, features, group, found);
      const share = shares[at++];
      for (let place = 0; place < covariance.length; place++) covariance[place] += share * own[place];
    });
    const problem = { means: groups.map(({ mean }) => mean), priors, covariance, tol };
    const lines = await (solver === 'lsqr' ? solveLsqr(problem) : solveSvd(problem));
    const weights = new Float64Array(classes.length * columns);
    const intercepts = new Float64Array(classes.length).fill(Number.NEGATIVE_INFINITY);
    for (const [place, { label }] of groups.entries()) {
      weights.set(lines[place].weights, label * columns);
      intercepts[label] = lines[place].intercept;
    }
    const config = { params: this.params, classes: [...classes], columns };
    return new FittedLinearDiscriminantAnalysis(config, { weights, intercepts }).fittedOn(formOfRows(train));
  }
}

function shrunkBy(
  shrinkage: number | 'auto' | null,
  features: Matrix,
  group: ClassGroup,
  covariance: Float64Array,
): Float64Array {
  if (shrinkage === null) return covariance;
  return shrinkage === 'auto'
    ? ledoitWolf(features, group, covariance)
    : shrunk(covariance, features.columns, shrinkage);
}

const oneRowEach = (rows: number): SelvedgeError =>
  unfitData(`${KIND}: got ${rows} rows of ${rows} classes; a covariance needs more rows than classes. Add rows.`);
