import {
  argmaxRows,
  type Classifier,
  type LabelledRows,
  type OnProgress,
  type Seed,
  SelvedgeError,
  selectLabelled,
  throwIfAborted,
} from '@selvedge/data';
import type { Predictions } from '@selvedge/evaluate';
import { checkFolds, type FoldsCheck } from '../audit/check-folds.js';
import { probeCarriedState } from '../audit/state-leak.js';
import type { Fold, FoldSource, FoldsSpec } from '../folds/folds.js';
import { makeFolds } from '../folds/folds.js';
import { foldsAtOnce } from './folds-at-once.js';
import { freshEachTime, type MakeClassifier } from './make-classifier.js';

/** What every procedure over folds accepts. */
export interface FoldOptions {
  /** Default: stratified, five folds. A list of folds is used as it is, after the checks. */
  readonly folds?: FoldsSpec | readonly Fold[];
  /** One key per row, for `group-k-fold`. */
  readonly groups?: FoldSource['groups'];
  /** Of the folds; fold number i is fitted with seed + i. Default 0. */
  readonly seed?: number;
  /** Folds that are fitted at the same time; default `auto`: as cores and free memory allow, at most 4. */
  readonly parallel?: number | 'auto';
  /** Share of test rows that may have an exact copy among their training rows; default 0.05. */
  readonly allowedDuplicateShare?: number;
  /**
   * `refuse` (default) fits a small probe before and after the folds and refuses a classifier whose answers changed;
   * `ignore` is for reproducing a report that carried weights over.
   */
  readonly carriedState?: 'refuse' | 'ignore';
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** One fold, fitted and tested. */
export interface FittedFold {
  readonly fold: number;
  readonly trainRows: number;
  readonly test: Predictions;
  /** Predictions of the training rows by the finished model, when asked for. */
  readonly train?: Predictions;
  readonly fitMs: number;
  readonly predictMs: number;
}

/** All folds, with what the guards saw. */
export interface FittedFolds {
  readonly folds: readonly Fold[];
  readonly results: readonly FittedFold[];
  readonly check: FoldsCheck;
  readonly parallel: number;
  readonly carriedState: 'none found' | 'not checked';
}

/**
 * Fits a fresh model for every fold and predicts the fold's test rows: the engine under cross-validation, learning
 * curves and out-of-fold predictions.
 */
export async function fitFolds(
  classifier: Classifier | MakeClassifier,
  rows: LabelledRows,
  options: FoldOptions & { readonly withTrain?: boolean },
): Promise<FittedFolds> {
  const { seed = 0, signal, onProgress } = options;
  const make = freshEachTime(classifier);
  const folds = foldsOf(options.folds, rows, options.groups, seed);
  const check = checkFolds(folds, rows.features, options);
  const optional = signal ? { signal } : {};
  const checkAfter =
    options.carriedState === 'ignore'
      ? undefined
      : await probeCarriedState(make, rows, folds[0].train, { seed, ...optional });

  const parallel = foldsAtOnce(options.parallel ?? 'auto', folds, rows.features);
  const results: FittedFold[] = [];
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (next < folds.length) {
      throwIfAborted(signal, 'cross-validation');
      const at = next++;
      results[at] = await fitFold(make(), rows, folds[at], at, { ...options, seed: seed + at });
      onProgress?.({ step: `fold ${++done} of ${folds.length}`, done, total: folds.length });
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  await checkAfter?.();
  return { folds, results, check, parallel, carriedState: checkAfter ? 'none found' : 'not checked' };
}

async function fitFold(
  classifier: Classifier,
  rows: LabelledRows,
  { train, test }: Fold,
  fold: number,
  { seed, signal, withTrain }: { readonly seed: number; readonly signal?: AbortSignal; readonly withTrain?: boolean },
): Promise<FittedFold> {
  const optional = signal ? { signal } : {};
  const trainRows = selectLabelled(rows, train);
  const testRows = selectLabelled(rows, test);
  const started = performance.now();
  const fitted = await classifier.fit(trainRows, { seed, ...optional });
  const fitMs = performance.now() - started;
  const predict = async (of: LabelledRows): Promise<Predictions> => {
    const probabilities = await fitted.predictProba(of.features, optional);
    return { truth: of.labels, predicted: argmaxRows(probabilities), probabilities, classes: rows.classes };
  };
  const predicting = performance.now();
  const tested = await predict(testRows);
  const predictMs = performance.now() - predicting;
  const result = { fold, trainRows: train.length, test: tested, fitMs, predictMs };
  const complete = withTrain ? { ...result, train: await predict(trainRows) } : result;
  await fitted.dispose?.();
  return complete;
}

function foldsOf(
  folds: FoldOptions['folds'],
  rows: LabelledRows,
  groups: FoldSource['groups'],
  seed: Seed,
): readonly Fold[] {
  if (isList(folds)) {
    if (folds.length === 0) throw new SelvedgeError('invalid-argument', 'folds: got an empty list; need at least one.');
    return folds;
  }
  const source = groups ? { labels: rows.labels, groups } : { labels: rows.labels };
  return makeFolds(folds ?? { kind: 'stratified-k-fold', folds: 5 }, source, seed);
}

const isList = (folds: FoldOptions['folds']): folds is readonly Fold[] => Array.isArray(folds);
