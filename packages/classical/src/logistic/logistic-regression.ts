import {
  type Classifier,
  checkTrainingRows,
  countByClass,
  type FitOptions,
  type LabelledRows,
  SelvedgeError,
  throwIfAborted,
} from '@selvedge/data';
import { centredRows, farCentres } from '@selvedge/data/arithmetic';
import { classWeightsOf } from '../class-weight.js';
import { dot } from '../dense-rows.js';
import { loadMljs } from '../load-mljs.js';
import type { LogisticRegressionParams } from '../specs.generated.js';
import type { Coefficients, Convergence, LogisticProblem } from './fit-lbfgs.js';
import { FittedLogisticRegression } from './fitted.js';
import { logisticRegressionParams } from './params.js';

/** What `LogisticRegression.fit` accepts besides its data. */
export interface LogisticFitOptions extends FitOptions {
  /** A model to continue from: same columns and classes. */
  readonly warmStart?: FittedLogisticRegression;
}

/**
 * Multinomial (softmax) logistic regression: minimises C * sum of losses + half the squared weights, as
 * scikit-learn's `LogisticRegression` does (with two classes too, where that fits one line of weights).
 *
 * Features should have about the same range: divide pixels by 255 or standardise first.
 *
 * @see Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., section 4.4
 */
export class LogisticRegression implements Classifier<LogisticRegressionParams> {
  readonly kind = 'logistic-regression';
  readonly params: LogisticRegressionParams;

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<LogisticRegressionParams> = {}) {
    this.params = logisticRegressionParams(params);
  }

  clone(changes: Partial<LogisticRegressionParams> = {}): LogisticRegression {
    return new LogisticRegression({ ...this.params, ...changes });
  }

  async fit(train: LabelledRows, options: LogisticFitOptions = {}): Promise<FittedLogisticRegression> {
    const { params } = this;
    throwIfAborted(options.signal, 'fit logistic-regression');
    checkTrainingRows('logistic-regression', train);
    const { classes } = train;
    // Far columns leave float32 before their differences do; an intercept makes up for what is subtracted.
    const centres = params.fitIntercept && params.engine === 'native' ? farCentres(train.features) : undefined;
    const features = centredRows(train.features, centres);
    const counts = countByClass(train.labels, classes.length);
    const allWeights = classWeightsOf('logistic-regression', params.classWeight, counts);
    const present = Uint16Array.from(classes.keys()).filter((label) => counts[label] > 0);
    const position = new Uint16Array(classes.length);
    for (const [at, label] of present.entries()) position[label] = at;
    const labels = train.labels.map((label) => position[label]);
    const classWeights = Float64Array.from(present, (label) => allWeights[label]);
    const totalWeight = present.reduce((sum, label) => sum + counts[label] * allWeights[label], 0);
    // Two lines of weights that mirror each other are penalised half as much as their difference alone would be.
    const mirrored = present.length === 2 ? 2 : 1;
    const strength = params.penalty === 'none' ? 0 : mirrored / params.C;
    const problem: LogisticProblem = { params, features, classes: present.length, totalWeight, strength };

    const start = startOf(options.warmStart, present, classes.length, features.columns, centres);
    if (params.engine === 'mljs') {
      const { fitLogistic } = await loadMljs('logistic-regression');
      const ofPresent = { features, labels, classes: Array.from(present, (label) => classes[label]) };
      const lines = fitLogistic(ofPresent, params);
      const convergence = { stopped: 'max-iterations', iterations: params.maxIter, losses: [] } as const;
      return new FittedLogisticRegression(params, [...classes], features.columns, { ...lines, present, convergence });
    }
    const found = await solve(problem, labels, classWeights, start, options);
    const numbers = [found.weights, found.intercepts, found.convergence.losses.slice(-1)];
    if (!numbers.every((values) => values.every(Number.isFinite))) throw diverged(params.solver);
    const model = { ...found, present, ...(centres ? { centres } : {}) };
    return new FittedLogisticRegression(params, [...classes], features.columns, model);
  }
}

// Each fit loads its solver alone.
async function solve(
  problem: LogisticProblem,
  labels: LabelledRows['labels'],
  classWeights: Float64Array,
  start: Coefficients,
  options: LogisticFitOptions,
): Promise<Coefficients & { readonly convergence: Convergence }> {
  if (problem.params.solver === 'sag') {
    const { fitSag } = await import('./fit-sag.js');
    return fitSag(problem, labels, classWeights, start, options);
  }
  const { fitLbfgs } = await import('./fit-lbfgs.js');
  const { openLossSums } = await import('./objective.js');
  const rows = { features: problem.features, labels };
  const sums = await openLossSums(rows, problem.classes, classWeights, options.threads);
  try {
    return await fitLbfgs(problem, sums, start, options);
  } finally {
    await sums.close();
  }
}

const diverged = (solver: string): SelvedgeError =>
  new SelvedgeError(
    'diverged',
    `logistic-regression: the weights left the finite numbers with solver ${solver}. Scale the features (pixels / 255, ` +
      'or standardise), and check C and classWeights.',
  );

function startOf(
  from: FittedLogisticRegression | undefined,
  present: Uint16Array,
  classes: number,
  columns: number,
  centres: Float64Array | undefined,
): Coefficients {
  const weights = new Float64Array(present.length * columns);
  const intercepts = new Float64Array(present.length);
  if (!from) return { weights, intercepts };
  const { weights: all, intercepts: allIntercepts } = from;
  if (all.columns !== columns || all.rows !== classes) {
    throw new SelvedgeError(
      'shape-mismatch',
      `logistic-regression: warmStart has ${all.rows} classes and ${all.columns} columns; the rows have ${classes} and ` +
        `${columns}. Start from a model that was fitted on the same columns and classes.`,
    );
  }
  for (const [at, label] of present.entries()) {
    weights.set(all.values.subarray(label * columns, (label + 1) * columns), at * columns);
    intercepts[at] = Number.isFinite(allIntercepts[label]) ? allIntercepts[label] : 0;
    if (centres) intercepts[at] += dot(centres, 0, weights.subarray(at * columns, (at + 1) * columns));
  }
  return { weights, intercepts };
}
