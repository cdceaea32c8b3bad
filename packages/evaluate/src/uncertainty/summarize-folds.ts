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

/** Mean, deviation and corrected interval of scores of folds. @throws SelvedgeError `invalid-argument` for a bad level */
export function summarizeFolds(values: readonly number[], testToTrain: number, level = 0.95): FoldSummary {
  // The third argument is a number here and options elsewhere, so people pass options.
  if (typeof level !== 'number')
    throw new SelvedgeError(
      'invalid-argument',
      `summarizeFolds: level is a number, got ${shown(level)}; write summarizeFolds(values, testToTrain, 0.95).`,
    );
  checkLevel('summarizeFolds', level);
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
