import { type OnProgress, SelvedgeError } from '@selvedge/data';
import { type FieldGuesses, onlyFields, onlyFunctions, onlyValues, shown } from '@selvedge/data/checks';
import type { DuplicatesOptions } from '../audit/check-duplicates.js';
import { PLAN_GUESSES, type PlanOptions } from '../plans/plan-cross-validation.js';

/** What every procedure over folds accepts. */
export interface ResampleOptions extends PlanOptions, DuplicatesOptions {
  /** One key per row; rows with the same key stay on the same side. A number of `folds` then means `group-k-fold`. */
  readonly groups?: ArrayLike<number | string>;
  /** Fits at the same time; default `auto`: as cores and free memory allow, at most 4. */
  readonly parallel?: number | 'auto';
  /**
   * `refuse` (default) fits a small probe before and after all fits and refuses a classifier whose answers changed;
   * `ignore` is for reproducing a report that carried weights over.
   */
  readonly stateLeak?: 'refuse' | 'ignore';
  /**
   * A weight of 0 or more for each row: every fit gets those of its training rows, and scores where `weighScores` says
   * so.
   */
  readonly sampleWeight?: ArrayLike<number>;
  /**
   * Whether scores weigh rows by `sampleWeight`. As in scikit-learn: default true for the scores that a search or the inner
   * folds of `nestedCrossValidate` choose by, false for those that are reported.
   */
  readonly weighScores?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

const SHARED: readonly string[] = [
  'folds',
  'seed',
  'groups',
  'parallel',
  'allowedDuplicateShare',
  'stateLeak',
  'sampleWeight',
  'weighScores',
  'signal',
  'onProgress',
] satisfies (keyof ResampleOptions)[];

/** What people who come from scikit-learn write, and what it is here. */
const GUESSES: FieldGuesses = {
  ...PLAN_GUESSES,
  scoring: "metric: 'accuracy' (metrics: ['accuracy'] for crossValidate)",
  nJobs: "parallel: 4, or 'auto'",
  trainSizes: 'sizes: [0.1, 0.5, 1]',
  paramGrid: 'over: { k: [1, 3, 5] }',
  paramDistributions: 'over: { C: { logUniform: [1e-3, 1e3] } }',
  params: 'over: { k: [1, 3, 5] }',
  paramName: "parameter: 'k'",
  paramRange: 'values: [1, 3, 5]',
  nIter: 'samples: 20',
  weights: 'sampleWeight: [1, 2, 1]',
  fitParams: 'sampleWeight: [1, 2, 1]',
  returnTrainScore: 'trainScores: true',
  carriedState: "stateLeak: 'ignore'",
};

/** Options of a few values, of all procedures and of some. */
const VALUES = {
  stateLeak: ['refuse', 'ignore'],
  weighScores: [true, false],
  trainScores: [true, false],
  test: ['corrected-resampled-t', '5x2cv-f'],
} as const;

/**
 * Refuses an option that nobody reads, which would silently change nothing.
 *
 * @param names - options of the procedure besides those of all
 * @param guesses - words that this procedure alone answers
 * @throws SelvedgeError `invalid-argument` with the right word, and for a value that an option does not have
 */
export function checkResampleOptions(
  what: string,
  options: Partial<ResampleOptions>,
  names: readonly string[] = [],
  guesses: FieldGuesses = {},
): void {
  onlyFields(what, options, [...names, ...SHARED], { ...GUESSES, ...guesses });
  onlyValues(what, options, VALUES);
  onlyFunctions(what, options, ['onProgress']);
  checkGroups(what, options.groups);
}

/** A falsy value would pass for no groups, and rows of one group come to stand on both sides. */
function checkGroups(what: string, groups: unknown): void {
  if (groups === undefined) return;
  if (Array.isArray(groups) || ArrayBuffer.isView(groups)) {
    const row = Array.from(groups as ArrayLike<unknown>).findIndex((key) => !isKey(key));
    if (row < 0) return;
    const key = (groups as ArrayLike<unknown>)[row];
    throw new SelvedgeError(
      'invalid-argument',
      `${what}: groups[${row}] is ${shown(key)}; need a number or a text, which two rows of one group share.`,
    );
  }
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: groups is ${shown(groups)}; need a list with one key per row, for instance groups: ['anna', 'anna', 'ben'].`,
  );
}

/** Objects are never equal, so that each row would be a group of its own; missing keys are no group of their own. */
const isKey = (key: unknown): boolean =>
  ['string', 'number', 'bigint', 'boolean'].includes(typeof key) && !Number.isNaN(key);
