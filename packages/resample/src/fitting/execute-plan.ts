import {
  type Classifier,
  type LabelledRows,
  predictedLabels,
  type RowIndices,
  type SelvedgeError,
  selectLabelled,
} from '@selvedge/data';
import { checkSampleWeight, throwIfAborted, unfitData } from '@selvedge/data/checks';
import type { Predictions } from '@selvedge/evaluate';
import { checkDuplicates, type FoldsCheck } from '../audit/check-duplicates.js';
import { probeStateLeak, type StateLeakCheck } from '../audit/state-leak.js';
import type { Plan, PlannedFit } from '../plans/plan.js';
import { fitsAtOnce } from './fits-at-once.js';
import { freshEachTime, type MakeClassifier } from './make-classifier.js';
import type { ResampleOptions } from './resample-options.js';

/** A planned fit after it was fitted and judged. */
export interface ExecutedFit {
  readonly id: string;
  readonly trainRows: number;
  readonly test: Predictions;
  /** Predictions of the training rows by the finished model, when asked for. */
  readonly train?: Predictions;
  readonly fitMs: number;
  readonly predictMs: number;
}

/** All fits of a plan, with what the guards saw. */
export interface ExecutedPlan {
  readonly fits: readonly ExecutedFit[];
  readonly check: FoldsCheck & StateLeakCheck;
  readonly parallel: number;
}

/** Options of a procedure, and whether the training rows are predicted, too. */
interface ExecuteOptions extends ResampleOptions {
  readonly withTrain?: boolean;
}

/**
 * Executes a plan in this process: a new model for every fit, judged by the rows that the plan holds out for it.
 *
 * @throws SelvedgeError `invalid-argument` for too many exact copies across the sides of a fold, or a classifier that
 * carries state from fit to fit; `aborted`
 */
export async function executePlan(
  classifier: Classifier | MakeClassifier,
  rows: LabelledRows,
  plan: Plan,
  options: ExecuteOptions,
): Promise<ExecutedPlan> {
  const { signal, onProgress } = options;
  const { kind, fits, folds, seed } = plan;
  const weights = checkSampleWeight('resampling', options.sampleWeight, rows.labels.length);
  const make = freshEachTime(classifier);
  const { allowedDuplicateShare = 0.05 } = options;
  const check = checkDuplicates(folds, rows.features, { allowedDuplicateShare });
  const optional = signal ? { signal } : {};
  const checkAfter =
    options.stateLeak === 'ignore'
      ? undefined
      : await probeStateLeak(make, rows, folds[0].train, { seed, ...optional });

  const parallel = fitsAtOnce(options.parallel ?? 'auto', fits, rows.features);
  const results: ExecutedFit[] = [];
  const noun = kind === 'cross-validation' ? 'fold' : 'fit';
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (next < fits.length) {
      throwIfAborted(signal, 'resampling');
      const at = next++;
      results[at] = await executeFit(make(), rows, fits[at], { ...options, weights });
      onProgress?.({ step: `${noun} ${++done} of ${fits.length}`, done, total: fits.length });
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  await checkAfter?.();
  return { fits: results, check: { ...check, stateLeak: checkAfter ? 'none found' : 'not checked' }, parallel };
}

const picked = (weights: Float64Array, rows: RowIndices): Float64Array =>
  Float64Array.from(rows, (row) => weights[row]);

async function executeFit(
  classifier: Classifier,
  rows: LabelledRows,
  { id, train, test, seed }: PlannedFit,
  { signal, withTrain, weights, weighScores = false }: ExecuteOptions & { readonly weights: Float64Array | undefined },
): Promise<ExecutedFit> {
  const optional = signal ? { signal } : {};
  const trainRows = selectLabelled(rows, train);
  const testRows = selectLabelled(rows, test);
  const started = performance.now();
  const fitted = await classifier.fit(trainRows, {
    seed,
    ...optional,
    ...(weights && { sampleWeight: picked(weights, train) }),
  });
  const fitMs = performance.now() - started;
  const predict = async (of: LabelledRows, from: RowIndices): Promise<Predictions> => {
    const probabilities = await fitted.predictProba(of.features, optional);
    const predicted = predictedLabels(fitted, probabilities);
    const counts = weights && weighScores ? picked(weights, from) : undefined;
    if (counts?.every((weight) => weight === 0)) throw nothingCounts(id);
    return {
      truth: of.labels,
      predicted,
      probabilities,
      classes: rows.classes,
      ...(counts && { sampleWeight: counts }),
    };
  };
  const predicting = performance.now();
  const tested = await predict(testRows, test);
  const predictMs = performance.now() - predicting;
  const result = { id, trainRows: train.length, test: tested, fitMs, predictMs };
  const complete = withTrain ? { ...result, train: await predict(trainRows, train) } : result;
  await fitted.dispose?.();
  return complete;
}

const nothingCounts = (id: string): SelvedgeError =>
  unfitData(
    `folds: every row that judges ${id} has sampleWeight 0, so its score has no value. Leave them out, take fewer folds, or write weighScores: false.`,
  );
