import { type Classifier, type LabelledRows, SelvedgeError } from '@selvedge/data';
import { type MetricName, metric, type Predictions, summarizeFolds } from '@selvedge/evaluate';
import type { FoldSummary } from '@selvedge/evaluate/types';
import { definedScore } from '../cross-validation/defined-score.js';
import { checkCall, checkClones } from '../fitting/check-call.js';
import { executePlan } from '../fitting/execute-plan.js';
import { checkResampleOptions, type ResampleOptions } from '../fitting/resample-options.js';
import { testToTrain } from '../folds/test-to-train.js';
import { planFolds } from '../plans/plan-cross-validation.js';
import { sourceOf } from '../plans/source-of.js';
import { trialOf } from '../search/check-trials.js';
import { type BestValues, selectBest } from './select-best.js';

/** Scores at one value of the parameter. Plain JSON. */
export interface ValidationCurvePoint {
  readonly value: number | string;
  /** Evaluated again by the finished model. */
  readonly train: FoldSummary;
  readonly validation: FoldSummary;
}

/** Score against one parameter, everything else fixed. Plain JSON. */
export interface ValidationCurve {
  readonly parameter: string;
  readonly metric: string;
  readonly better: 'higher' | 'lower';
  readonly points: readonly ValidationCurvePoint[];
  readonly choice: BestValues;
}

/** What to vary, and how to score. */
export interface ValidationCurveOptions extends ResampleOptions {
  /** A parameter of the classifier. */
  readonly parameter: string;
  /** At least one, the simplest model first. */
  readonly values: readonly (number | string)[];
  /** Default `accuracy`. */
  readonly metric?: MetricName;
  /** Of the intervals, and 1 minus the threshold of the tests; default 0.95. */
  readonly level?: number;
}

/**
 * Scores a classifier at several values of one parameter on the same folds, on training rows and on test rows
 * (scikit-learn's `validation_curve`).
 *
 * @throws SelvedgeError `invalid-argument` for no values or one that the classifier refuses; as `crossValidate`
 */
export async function validationCurve<Params>(
  classifier: Classifier<Params>,
  rows: LabelledRows,
  options: ValidationCurveOptions,
): Promise<ValidationCurve> {
  checkCall('validationCurve', [classifier], rows, options);
  checkClones('validationCurve', classifier);
  checkResampleOptions('validationCurve', options, ['parameter', 'values', 'metric', 'level']);
  const { parameter, values, level = 0.95 } = options;
  if (!Array.isArray(values) || values.length === 0) throw noValues(parameter);
  const scorer = metric(options.metric ?? 'accuracy');
  const plan = planFolds(sourceOf(rows, options), options);
  const ratio = testToTrain(plan.folds);
  const points: ValidationCurvePoint[] = [];
  const trials = values.map((value, at) =>
    trialOf('validationCurve', classifier, `values[${at}]`, { [parameter]: value }),
  );
  for (const [at, value] of values.entries()) {
    const guards = at > 0 ? { stateLeak: 'ignore' as const } : {}; // one probe is enough
    const trial = trials[at];
    const { fits } = await executePlan(trial, rows, plan, { ...options, ...guards, withTrain: true });
    const scoreOf = (part: Predictions | undefined): number =>
      definedScore('validationCurve', scorer.name, part ? scorer.of(part) : Number.NaN);
    const trained = fits.map(({ train }) => scoreOf(train));
    const tested = fits.map(({ test }) => scoreOf(test));
    points.push({
      value,
      train: summarizeFolds(trained, ratio, level),
      validation: summarizeFolds(tested, ratio, level),
    });
    options.onProgress?.({ step: `${parameter} = ${value}`, done: at + 1, total: values.length });
  }
  const { name, better } = scorer;
  return { parameter, metric: name, better, points, choice: selectBest(points, scorer, ratio, level) };
}

const noValues = (parameter: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `validationCurve: got no values of '${parameter}'; need at least one.`);
