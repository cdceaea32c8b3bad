import { type Classifier, type LabelledRows, SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import { type MetricName, metric, type Predictions, summarizeFolds } from '@selvedge/evaluate';
import type { FoldSummary } from '@selvedge/evaluate/types';
import { checkCall } from '../fitting/check-call.js';
import { type ExecutedFit, type ExecutedPlan, executePlan } from '../fitting/execute-plan.js';
import type { MakeClassifier } from '../fitting/make-classifier.js';
import { checkResampleOptions, type ResampleOptions } from '../fitting/resample-options.js';
import type { FoldsSpec } from '../folds/folds.js';
import { testToTrain } from '../folds/test-to-train.js';
import { planFolds } from '../plans/plan-cross-validation.js';
import { sourceOf } from '../plans/source-of.js';
import { definedScore } from './defined-score.js';

/** One fold's scores. Plain JSON. */
export interface FoldScores {
  /** From 0, over all repeats. */
  readonly fold: number;
  readonly trainRows: number;
  readonly testRows: number;
  readonly scores: Readonly<Record<string, number>>;
  /** Of the finished model on all of its training rows, evaluated again: no running mean. */
  readonly trainScores?: Readonly<Record<string, number>>;
  readonly fitMs: number;
  readonly predictMs: number;
}

/** The result of a cross-validation. Plain JSON. */
export interface CrossValidation {
  readonly classifier: { readonly kind: string; readonly params: unknown };
  readonly folds: readonly FoldScores[];
  /** By metric name. */
  readonly metrics: Readonly<Record<string, FoldSummary>>;
  readonly trainMetrics?: Readonly<Record<string, FoldSummary>>;
  readonly spec: FoldsSpec | 'given';
  readonly seed: number;
  /** Folds that were fitted at the same time: times of more than one are not comparable with times of one. */
  readonly parallel: number;
  /** What the guards saw. */
  readonly check: ExecutedPlan['check'];
}

/** How to cross-validate. */
export interface CrossValidateOptions extends ResampleOptions {
  /** Default `['accuracy']`. */
  readonly metrics?: readonly MetricName[];
  /** Score the training rows too; default false. */
  readonly trainScores?: boolean;
  /** Of the intervals; default 0.95. */
  readonly level?: number;
}

/**
 * Scores a classifier by folds: everything that it fits is fitted on the training rows of the fold alone (so put
 * preparation inside the classifier), by a new model each time, with the same seed in every fold. A pipeline's
 * `evaluate.crossValidation` executes the same plan and gives the same scores.
 *
 * @param classifier - cloned for each fold; or a function that makes one
 * @throws SelvedgeError `invalid-argument` for impossible folds, rows shared by both sides, too many exact copies across
 * them, a classifier that carries state from fold to fold, or a metric that is undefined for a fold (ROC-AUC of one row);
 * `aborted`
 */
export async function crossValidate(
  classifier: Classifier | MakeClassifier,
  rows: LabelledRows,
  options: CrossValidateOptions = {},
): Promise<CrossValidation> {
  checkCall('crossValidate', [classifier], rows, options);
  checkResampleOptions('crossValidate', options, ['metrics', 'trainScores', 'level']);
  if (typeof options.metrics === 'string') throw oneMetric(options.metrics);
  const { metrics = ['accuracy'], trainScores = false, level = 0.95 } = options;
  if (!Array.isArray(metrics) || metrics.length === 0) throw noMetrics(metrics);
  const scorers = metrics.map((name) => metric(name));
  const plan = planFolds(sourceOf(rows, options), options);
  const { fits, check, parallel } = await executePlan(classifier, rows, plan, { ...options, withTrain: trainScores });
  const scoresOf = (predictions: Predictions): Record<string, number> =>
    Object.fromEntries(scorers.map(({ name, of }) => [name, definedScore('crossValidate', name, of(predictions))]));
  const folds = fits.map((fit, fold) => foldScores(fit, fold, scoresOf));
  const summarise = (scores: (fold: FoldScores) => Readonly<Record<string, number>> | undefined) =>
    Object.fromEntries(
      scorers.map(({ name }) => [
        name,
        summarizeFolds(
          folds.map((fold) => scores(fold)?.[name] ?? Number.NaN),
          testToTrain(plan.folds),
          level,
        ),
      ]),
    );
  const { kind, params } = typeof classifier === 'function' ? classifier() : classifier;
  return {
    classifier: { kind, params },
    folds,
    metrics: summarise((fold) => fold.scores),
    ...(trainScores ? { trainMetrics: summarise((fold) => fold.trainScores) } : {}),
    spec: plan.spec,
    seed: plan.seed,
    parallel,
    check,
  };
}

function foldScores(
  { trainRows, test, train, fitMs, predictMs }: ExecutedFit,
  fold: number,
  scoresOf: (predictions: Predictions) => Record<string, number>,
): FoldScores {
  return {
    fold,
    trainRows,
    testRows: test.truth.length,
    scores: scoresOf(test),
    ...(train ? { trainScores: scoresOf(train) } : {}),
    fitMs,
    predictMs,
  };
}

const oneMetric = (name: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `crossValidate: metrics is '${name}'; write ['${metric(name as MetricName).name}'].`,
  );

const noMetrics = (given: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `crossValidate: metrics is ${shown(given)}; need a list of names, for instance metrics: ['accuracy', 'macro-f1'].`,
  );
