import { type Classifier, type FitOptions, type LabelledRows, SelvedgeError } from '@selvedge/data';
import { answerGuesses, CLASSIFIER_GUESSES, checkFitOptions, formOfRows } from '@selvedge/data/checks';
import { classWeightsOf } from '../class-weight.js';
import type { LinearSvmParams } from '../specs.generated.js';
import { weightByClass, weightedRows } from '../weighted-rows.js';
import { fitLines } from './fit-lines.js';
import { FittedLinearSvm } from './fitted.js';
import { linearSvmParams } from './params.js';

/**
 * A linear support vector machine for each class against the rest: minimises half the squared weights (with the
 * intercept's) + C * the rows' losses, max(0, 1 - margin) or its square, as scikit-learn's `LinearSVC` does. Two classes
 * have one line, whose two sides are theirs.
 *
 * The squared loss is minimised by Newton's method where rows x (columns + 1)^2 are at most 1e8, whatever the ranges of
 * the columns. Otherwise coordinates of the dual descend, and features should have about the same range: divide pixels
 * by 255 or standardise first.
 *
 * `new LinearSvm({ C: 0.1 })`
 *
 * @see Keerthi & DeCoste, A modified finite Newton method for fast solution of large scale linear SVMs, JMLR 6 (2005)
 * @see Hsieh et al., A dual coordinate descent method for large-scale linear SVM, ICML 2008
 */
export class LinearSvm implements Classifier<LinearSvmParams> {
  readonly kind = 'linear-svm';
  readonly params: LinearSvmParams;

  static {
    answerGuesses(LinearSvm.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<LinearSvmParams> = {}) {
    this.params = linearSvmParams(params);
  }

  clone(changes: Partial<LinearSvmParams> = {}): LinearSvm {
    return new LinearSvm({ ...this.params, ...changes });
  }

  /**
   * Fits the classes beside each other, one in a thread; the result is the same for any number of threads.
   *
   * @throws SelvedgeError `invalid-argument` for rows that are none, `shape-mismatch`, `diverged`, `aborted`
   */
  async fit(given: LabelledRows, options: FitOptions = {}): Promise<FittedLinearSvm> {
    checkFitOptions('linear-svm', given, options);
    const weighted = weightedRows('linear-svm', given, options.sampleWeight);
    const { train } = weighted;
    const { features, classes } = train;
    const { columns } = features;
    const counts = weightByClass(weighted);
    const classWeights = classWeightsOf('linear-svm', this.params.classWeight, counts, classes);
    const present = [...classes.keys()].filter((label) => counts[label] > 0);
    const lines = await fitLines(
      this.params,
      weighted,
      present.length === 2 ? [present[1]] : present,
      classWeights,
      options,
    );
    const weights = new Float64Array(classes.length * columns);
    const intercepts = new Float64Array(classes.length).fill(Number.NEGATIVE_INFINITY);
    for (const [at, label] of present.entries()) {
      const line = lines[lines.length === 1 ? 0 : at];
      const side = lines.length === 1 && at === 0 ? -1 : 1;
      if (!Number.isFinite(line.intercept) || !line.weights.every(Number.isFinite)) throw diverged();
      intercepts[label] = side * line.intercept;
      for (let column = 0; column < columns; column++) weights[label * columns + column] = side * line.weights[column];
    }
    const convergence = {
      isConverged: lines.every(({ isConverged }) => isConverged),
      iterations: Math.max(...lines.map(({ iterations }) => iterations)),
    };
    const config = { params: this.params, classes: [...classes], columns };
    return new FittedLinearSvm(config, { weights, intercepts }, convergence).fittedOn(formOfRows(train));
  }
}

const diverged = (): SelvedgeError =>
  new SelvedgeError(
    'diverged',
    'linear-svm: the weights left the finite numbers. Scale the features (pixels / 255, or standardise), and check C ' +
      'and classWeight.',
  );
