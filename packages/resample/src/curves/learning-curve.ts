import type { Classifier, LabelledRows } from '@selvedge/data';
import { type MetricName, metric, type Predictions, summarizeFolds } from '@selvedge/evaluate';
import type { FoldSummary } from '@selvedge/evaluate/types';
import { definedScore } from '../cross-validation/defined-score.js';
import { checkCall } from '../fitting/check-call.js';
import { executePlan } from '../fitting/execute-plan.js';
import type { MakeClassifier } from '../fitting/make-classifier.js';
import { checkResampleOptions, type ResampleOptions } from '../fitting/resample-options.js';
import { testToTrain } from '../folds/test-to-train.js';
import { planSizes } from '../plans/plan-learning-curve.js';
import { sourceOf } from '../plans/source-of.js';

/** Scores at one training size. Plain JSON. */
export interface LearningCurvePoint {
  readonly trainRows: number;
  /** Of the rows that the model was fitted on, evaluated again afterwards. */
  readonly train: FoldSummary;
  readonly validation: FoldSummary;
}

/** Score against training size. Plain JSON. */
export interface LearningCurve {
  readonly metric: string;
  readonly points: readonly LearningCurvePoint[];
}

/** How to draw the curve. */
export interface LearningCurveOptions extends ResampleOptions {
  /** Shares in (0, 1] of the training rows, or whole numbers of rows; default 0.05, 0.1, 0.2, 0.5, 1. */
  readonly sizes?: readonly number[];
  /** Default `accuracy`. */
  readonly metric?: MetricName;
  /** Of the intervals; default 0.95. */
  readonly level?: number;
}

/**
 * Scores a classifier at growing training sizes: would more data help? Smaller sets are parts of the larger ones, drawn
 * at random. A pipeline's `evaluate.learningCurve` executes the same plan on its validation rows.
 *
 * @throws SelvedgeError `invalid-argument` for a size that is neither a share nor a number of rows; as `crossValidate`
 */
export async function learningCurve(
  classifier: Classifier | MakeClassifier,
  rows: LabelledRows,
  options: LearningCurveOptions = {},
): Promise<LearningCurve> {
  checkCall('learningCurve', [classifier], rows, options);
  checkResampleOptions('learningCurve', options, ['sizes', 'metric', 'level']);
  const { level = 0.95 } = options;
  const scorer = metric(options.metric ?? 'accuracy');
  const plan = planSizes(sourceOf(rows, options), options);
  const { fits } = await executePlan(classifier, rows, plan, { ...options, withTrain: true });
  const scoreOf = (part: Predictions | undefined): number =>
    definedScore('learningCurve', scorer.name, part ? scorer.of(part) : Number.NaN);
  const points: LearningCurvePoint[] = [];
  for (let from = 0; from < fits.length; from += plan.folds.length) {
    const size = fits.slice(from, from + plan.folds.length);
    const ratio = testToTrain(plan.fits.slice(from, from + plan.folds.length));
    const trained = size.map(({ train }) => scoreOf(train));
    const tested = size.map(({ test }) => scoreOf(test));
    points.push({
      trainRows: size[0].trainRows,
      train: summarizeFolds(trained, ratio, level),
      validation: summarizeFolds(tested, ratio, level),
    });
  }
  return { metric: scorer.name, points };
}
