import { type LabelledRows, SelvedgeError, selectLabelled } from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import { checkSampleWeight } from '@selvedge/data/checks';
import { type MetricName, metric, summarizeFolds } from '@selvedge/evaluate';
import type { FoldSummary } from '@selvedge/evaluate/types';
import { checkCall } from '../fitting/check-call.js';
import { executePlan } from '../fitting/execute-plan.js';
import { checkResampleOptions, type ResampleOptions } from '../fitting/resample-options.js';
import type { FoldsSpec } from '../folds/folds.js';
import { testToTrain } from '../folds/test-to-train.js';
import { planFolds } from '../plans/plan-cross-validation.js';
import { bestOf } from '../search/rank.js';
import type { NamedClassifier } from './compare-classifiers.js';
import { definedScore } from './defined-score.js';

/** One outer fold. Plain JSON. */
export interface NestedFold {
  readonly fold: number;
  /** The trial with the best inner mean; the first of equals. */
  readonly chosen: string;
  /** Inner mean score by trial. */
  readonly inner: Readonly<Record<string, number>>;
  /** The chosen trial's score on the outer test rows. */
  readonly score: number;
}

/** The result of a nested cross-validation. Plain JSON. */
export interface NestedCrossValidation extends FoldSummary {
  readonly metric: string;
  readonly folds: readonly NestedFold[];
  /** How often each trial was chosen: one that wins every fold is a stable choice. */
  readonly timesChosen: Readonly<Record<string, number>>;
}

/** How to nest. */
export interface NestedOptions extends Omit<ResampleOptions, 'folds' | 'groups'> {
  /** Default: stratified, five folds. */
  readonly outer?: number | FoldsSpec;
  /** Default: stratified, three folds. */
  readonly inner?: number | FoldsSpec;
  /** Default `accuracy`. */
  readonly metric?: MetricName;
  /** Of the interval; default 0.95. */
  readonly level?: number;
}

/**
 * Scores a procedure of choice, not a model: in each outer fold the trials are compared by cross-validation of the
 * training rows alone, and the best of them is fitted on those and tested on rows that had no part in the choice.
 *
 * @throws SelvedgeError `invalid-argument` for no trials or equal names; as `crossValidate`
 * @see Cawley & Talbot, On over-fitting in model selection and subsequent selection bias, JMLR 11 (2010)
 */
export async function nestedCrossValidate(
  trials: readonly NamedClassifier[],
  rows: LabelledRows,
  options: NestedOptions = {},
): Promise<NestedCrossValidation> {
  const { outer = 5, inner = 3, metric: by = 'accuracy', level = 0.95, ...shared } = options;
  checkResampleOptions('nestedCrossValidate', shared, ['outer', 'inner', 'metric', 'level']);
  checkTrials(trials);
  checkCall(
    'nestedCrossValidate',
    trials.map((trial) => trial.classifier),
    rows,
    options,
  );
  const { name, of } = metric(by);
  const weights = checkSampleWeight('nestedCrossValidate', options.sampleWeight, rows.labels.length);
  const plan = planFolds(rows, { folds: outer, seed: options.seed ?? 0 });
  const score = async (
    classifier: NamedClassifier['classifier'],
    on: LabelledRows,
    part: typeof plan,
    more: Partial<ResampleOptions> = {},
  ) => {
    const { fits } = await executePlan(classifier, on, part, { ...shared, ...more });
    return mean(fits.map((fit) => definedScore('nestedCrossValidate', name, of(fit.test))));
  };
  const folds: NestedFold[] = [];
  for (const [fold, { train }] of plan.folds.entries()) {
    const trainRows = selectLabelled(rows, train);
    const inside = planFolds(trainRows, { folds: inner, seed: plan.seed });
    const means: number[] = [];
    const { weighScores = true } = options; // as a search
    const ofRows = weights && { sampleWeight: Float64Array.from(train, (row) => weights[row]), weighScores };
    for (const trial of trials) means.push(await score(trial.classifier, trainRows, inside, ofRows));
    const chosen = trials[bestOf(means, by)];
    const alone = { ...plan, folds: [plan.folds[fold]], fits: [plan.fits[fold]] };
    folds.push({
      fold,
      chosen: chosen.name,
      inner: Object.fromEntries(trials.map((trial, at) => [trial.name, means[at]])),
      score: await score(chosen.classifier, rows, alone, fold > 0 ? CHECKED : {}),
    });
    options.onProgress?.({ step: `outer fold ${fold + 1}`, done: fold + 1, total: plan.folds.length });
  }
  const timesChosen = trials.map((trial) => [trial.name, folds.filter(({ chosen }) => chosen === trial.name).length]);
  const summary = summarizeFolds(
    folds.map((each) => each.score),
    testToTrain(plan.folds),
    level,
  );
  return { metric: name, folds, timesChosen: Object.fromEntries(timesChosen), ...summary };
}

/** The first outer fold has been through the guards; those that follow need not. */
const CHECKED = { stateLeak: 'ignore' } as const;

function checkTrials(trials: readonly NamedClassifier[]): void {
  const names = new Set(trials.map(({ name }) => name));
  if (trials.length > 0 && names.size === trials.length) return;
  throw new SelvedgeError(
    'invalid-argument',
    `nestedCrossValidate: got ${trials.length} trials with ${names.size} different names; need at least one, and names that differ.`,
  );
}
