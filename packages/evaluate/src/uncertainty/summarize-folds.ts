import { SelvedgeError } from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import { shown } from '@selvedge/data/checks';
import { standardDeviation } from '../statistics/moments.js';
import { studentQuantile } from '../statistics/student-t.js';
import { checkLevel } from './check-level.js';
import type { Interval } from './interval.js';

/** A metric over the folds. Plain JSON. */
export interface FoldSummary {
  readonly values: readonly number[];
  readonly mean: number;
  /** Sample standard deviation over the folds; null for a single fold. */
  readonly standardDeviation: number | null;
  /**
   * Of the mean, by Student's t with Nadeau and Bengio's correction for training rows that folds share; null for a single
   * fold.
   */
  readonly interval: Interval | null;
}

/**
 * Mean, deviation and corrected interval of scores of folds.
 *
 * @param testToTrain - test rows over training rows of all folds: 1 / (k - 1) for k folds; 0 for scores that share no rows
 * @throws SelvedgeError `invalid-argument` for no scores, numbers that are not finite, or a bad level or ratio
 */
export function summarizeFolds(values: readonly number[], testToTrain: number, level = 0.95): FoldSummary {
  // The third argument is a number here and options elsewhere, so people pass options.
  if (typeof level !== 'number')
    throw new SelvedgeError(
      'invalid-argument',
      `summarizeFolds: level is a number, got ${shown(level)}; write summarizeFolds(values, testToTrain, 0.95).`,
    );
  checkLevel('summarizeFolds', level);
  if (values.length === 0 || !values.every(Number.isFinite) || !(testToTrain >= 0 && Number.isFinite(testToTrain)))
    throw badScores(values, testToTrain);
  const centre = mean(values);
  if (values.length < 2) return { values, mean: centre, standardDeviation: null, interval: null };
  const deviation = standardDeviation(values);
  const half = studentQuantile(level, values.length - 1) * deviation * Math.sqrt(1 / values.length + testToTrain);
  return {
    values,
    mean: centre,
    standardDeviation: deviation,
    interval: { low: centre - half, high: centre + half, level, method: 'corrected-t' },
  };
}

const badScores = (values: readonly number[], testToTrain: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `summarizeFolds: got ${values.length} scores (${values.slice(0, 5).map(String).join(', ')}) and testToTrain ${shown(testToTrain)}; need finite scores of at least one fold and a ratio of 0 or more, 1 / (k - 1) for k folds.`,
  );
