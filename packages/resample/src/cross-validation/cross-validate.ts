import { type Classifier, type LabelledRows, SelvedgeError } from '@selvedge/data';
import { type FoldSummary, type MetricName, metric, type Predictions, summarizeFolds } from '@selvedge/evaluate';
import type { FoldsCheck } from '../audit/check-folds.js';
import { type FittedFold, type FoldOptions, fitFolds } from '../fitting/fit-folds.js';
import type { MakeClassifier } from '../fitting/make-classifier.js';
import type { FoldsSpec } from '../folds/folds.js';
import { testToTrain } from '../folds/test-to-train.js';

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
  readonly check: FoldsCheck & { readonly carriedState: 'none found' | 'not checked' };
}

/** How to cross-validate. */
export interface CrossValidateOptions extends FoldOptions {
  /** Default `['accuracy']`. */
  readonly metrics?: readonly MetricName[];
  /** Score the training rows too; default false. */
  readonly trainScores?: boolean;
  /** Of the intervals; default 0.95. */
  readonly level?: number;
}

/**
 * Scores a classifier by folds: everything that it fits is fitted on the training rows of the fold alone (so put
 * preparation inside the classifier), by a fresh model each time.
 *
 * @param classifier - cloned for each fold; or a function that makes one
 * @throws SelvedgeError `invalid-argument` for impossible folds, rows shared by both sides, too many exact copies across
 * them, or a classifier that carries state from fold to fold; `aborted`
 */
export async function crossValidate(
  classifier: Classifier | MakeClassifier,
  rows: LabelledRows,
  options: CrossValidateOptions = {},
): Promise<CrossValidation> {
  const { metrics = ['accuracy'], trainScores = false, level = 0.95, seed = 0 } = options;
  const scorers = metrics.map((name) => metric(name));
  const {
    folds: used,
    results,
    check,
    parallel,
    carriedState,
  } = await fitFolds(classifier, rows, {
    ...options,
    withTrain: trainScores,
  });
  const scoresOf = (predictions: Predictions): Record<string, number> =>
    Object.fromEntries(scorers.map(({ name, of }) => [name, of(predictions)]));
  const folds = results.map((result) => foldScores(result, scoresOf));

  const ratio = testToTrain(used);
  const summarise = (scores: (fold: FoldScores) => Readonly<Record<string, number>> | undefined) =>
    Object.fromEntries(
      scorers.map(({ name }) => [
        name,
        summarizeFolds(
          folds.map((fold) => scores(fold)?.[name] ?? Number.NaN),
          ratio,
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
    spec: specOf(options.folds),
    seed,
    parallel,
    check: { ...check, carriedState },
  };
}

/**
 * Predictions of every row by the model that was not fitted on it: what confident learning and stacking need.
 *
 * @param options - folds must test each row exactly once
 * @throws SelvedgeError as `crossValidate`
 */
export async function outOfFoldPredictions(
  classifier: Classifier | MakeClassifier,
  rows: LabelledRows,
  options: FoldOptions = {},
): Promise<Predictions> {
  const { folds, results } = await fitFolds(classifier, rows, options);
  const columns = rows.classes.length;
  const values = new Float32Array(rows.labels.length * columns);
  const predicted = new Uint16Array(rows.labels.length);
  const seen = new Uint8Array(rows.labels.length);
  folds.forEach(({ test }, at) => {
    const { probabilities, predicted: said } = results[at].test;
    test.forEach((row, position) => {
      if (seen[row]++) throw notOnce(row, 'more than once');
      predicted[row] = said[position];
      const source = probabilities?.values.subarray(position * columns, (position + 1) * columns);
      if (source) values.set(source, row * columns);
    });
  });
  const missing = seen.indexOf(0);
  if (missing >= 0) throw notOnce(missing, 'never');
  const probabilities = { values, rows: rows.labels.length, columns };
  return { truth: rows.labels, predicted, probabilities, classes: rows.classes };
}

function foldScores(result: FittedFold, scoresOf: (predictions: Predictions) => Record<string, number>): FoldScores {
  const { fold, trainRows, test, train, fitMs, predictMs } = result;
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

function specOf(folds: FoldOptions['folds']): FoldsSpec | 'given' {
  if (folds === undefined) return { kind: 'stratified-k-fold', folds: 5 };
  return 'kind' in folds ? folds : 'given';
}

const notOnce = (row: number, times: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `outOfFoldPredictions: row ${row} is tested ${times}; use folds that test each row once (k-fold, stratified, grouped, leave-one-out).`,
  );
