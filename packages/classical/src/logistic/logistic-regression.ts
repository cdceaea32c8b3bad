import { type Classifier, type FitOptions, type LabelledRows, SelvedgeError } from '@selvedge/data';
import { centredRows, farCentres } from '@selvedge/data/arithmetic';
import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  checkFitOptions,
  formOfRows,
  refuseSampleWeight,
  unreachable,
} from '@selvedge/data/checks';
import { classWeightsOf } from '../class-weight.js';
import { dot } from '../dense-rows.js';
import { loadMljs } from '../load-mljs.js';
import type { LogisticRegressionParams } from '../specs.generated.js';
import { weightByClass, weightedRows } from '../weighted-rows.js';
import type { CoordinateFit } from './fit-coordinates.js';
import type { Coefficients, Convergence, LogisticProblem } from './fit-lbfgs.js';
import { FittedLogisticRegression } from './fitted.js';
import { logisticRegressionParams } from './params.js';

const ML_ENGINE = "logistic-regression (engine 'mljs')";

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

  static {
    answerGuesses(LogisticRegression.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<LogisticRegressionParams> = {}) {
    this.params = logisticRegressionParams(params);
  }

  clone(changes: Partial<LogisticRegressionParams> = {}): LogisticRegression {
    return new LogisticRegression({ ...this.params, ...changes });
  }

  async fit(given: LabelledRows, options: LogisticFitOptions = {}): Promise<FittedLogisticRegression> {
    const { params } = this;
    checkFitOptions('logistic-regression', given, options, ['warmStart']);
    if (params.engine === 'mljs') refuseSampleWeight(ML_ENGINE, options.sampleWeight, "use engine 'native'");
    const weighted = weightedRows('logistic-regression', given, options.sampleWeight);
    const { train, weights } = weighted;
    const { classes } = train;
    // Far columns leave float32 before their differences do; an intercept makes up for what is subtracted.
    const centres = params.fitIntercept && params.engine === 'native' ? farCentres(train.features) : undefined;
    const features = centredRows(train.features, centres);
    const counts = weightByClass(weighted);
    const ofClass = classWeightsOf('logistic-regression', params.classWeight, counts, classes);
    const present = Uint16Array.from(classes.keys()).filter((label) => counts[label] > 0);
    const position = new Uint16Array(classes.length);
    for (const [at, label] of present.entries()) position[label] = at;
    const labels = train.labels.map((label) => position[label]);
    const rowWeights = Float64Array.from(train.labels, (label, row) => ofClass[label] * (weights?.[row] ?? 1));
    const totalWeight = present.reduce((sum, label) => sum + counts[label] * ofClass[label], 0);
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
      return new FittedLogisticRegression(params, [...classes], features.columns, {
        ...lines,
        present,
        convergence,
      }).fittedOn(formOfRows(train));
    }
    const rows = { features: train.features, labels, rowWeights, centres };
    const found = await solve(problem, rows, start, options);
    const numbers = [found.weights, found.intercepts, found.convergence.losses.slice(-1)];
    if (!numbers.every((values) => values.every(Number.isFinite))) throw diverged(params.solver);
    const model = { ...found, present, ...(centres ? { centres } : {}) };
    return new FittedLogisticRegression(params, [...classes], features.columns, model).fittedOn(formOfRows(train));
  }
}

/** The rows as they are and what they count; `centres` is subtracted from them in the problem's features. */
type SolverRows = Pick<CoordinateFit, 'features' | 'labels' | 'rowWeights' | 'centres'>;

// Each fit loads its solver alone.
async function solve(
  problem: LogisticProblem,
  rows: SolverRows,
  start: Coefficients,
  options: LogisticFitOptions,
): Promise<Coefficients & { readonly convergence: Convergence }> {
  const { params, classes, features } = problem;
  const { labels, rowWeights } = rows;
  switch (params.solver) {
    case 'sag':
    case 'saga': {
      const { fitSag } = await import('./fit-sag.js');
      return fitSag(problem, labels, rowWeights, start, options);
    }
    case 'coordinate-descent': {
      const { fitCoordinates } = await import('./fit-coordinates.js');
      return fitCoordinates({ ...rows, params, classes }, start, options);
    }
    case 'lbfgs': {
      const { fitLbfgs } = await import('./fit-lbfgs.js');
      const { openLossSums } = await import('./objective.js');
      const sums = await openLossSums({ features, labels }, classes, rowWeights, options.threads);
      try {
        return await fitLbfgs(problem, sums, start, options);
      } finally {
        await sums.close();
      }
    }
    default:
      return unreachable(params.solver);
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
