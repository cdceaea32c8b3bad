import { SelvedgeError } from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { standardDeviation } from '../statistics/moments.js';
import { fisherUpper, studentQuantile, studentTwoSided } from '../statistics/student-t.js';
import { checkLevel } from '../uncertainty/check-level.js';
import type { Estimate } from '../uncertainty/interval.js';

/** A test of cross-validation scores of two models on the same folds. Plain JSON. */
export interface FoldComparison {
  readonly test: 'corrected-resampled-t' | '5x2cv-f';
  /** First minus second, averaged over the folds; the interval is Student's with the same correction as the test. */
  readonly difference: Estimate;
  readonly statistic: number;
  readonly degreesOfFreedom: readonly number[];
  readonly pValue: number;
}

/**
 * Corrected resampled t-test (Nadeau and Bengio): scores of folds share training rows, so their variance is taken to be
 * larger by the share of test to training rows than a plain t-test thinks.
 *
 * @param differences - first minus second, one per fold (of all repeats), at least two
 * @param testToTrain - rows of a test fold over rows of a training fold: 1 / (k - 1) for k folds
 * @returns p = 1 when all differences are zero, 0 when they are all the same other number
 * @throws SelvedgeError `invalid-argument` for fewer than two differences, values that are not finite or a bad ratio
 * @see Nadeau & Bengio, Inference for the generalization error, Machine Learning 52 (2003)
 */
export function correctedResampledT(
  differences: readonly number[],
  testToTrain: number,
  options: { readonly level?: number } = {},
): FoldComparison {
  checkMetricOptions('correctedResampledT', options, ['level']);
  const { level = 0.95 } = options;
  checkLevel('correctedResampledT', level);
  const valid = differences.length >= 2 && differences.every(Number.isFinite);
  if (!valid || !(testToTrain > 0 && Number.isFinite(testToTrain))) throw badDifferences(differences, testToTrain);
  const folds = differences.length;
  const value = mean(differences);
  const error = standardDeviation(differences) * Math.sqrt(1 / folds + testToTrain);
  const statistic = value === 0 ? 0 : value / error;
  const half = error * studentQuantile(level, folds - 1);
  return {
    test: 'corrected-resampled-t',
    difference: { value, interval: { low: value - half, high: value + half, level, method: 'corrected-t' } },
    statistic,
    degreesOfFreedom: [folds - 1],
    pValue: studentTwoSided(statistic, folds - 1),
  };
}

/**
 * Combined 5x2cv F-test: five times two-fold cross-validation, whose training halves do not overlap within a repeat.
 *
 * @param differences - first minus second, five pairs: `[repeat][fold]`
 * @throws SelvedgeError `invalid-argument` unless there are five pairs of finite numbers
 * @see Alpaydin, Combined 5 x 2 cv F test, Neural Computation 11 (1999); Dietterich, Approximate statistical tests for
 * comparing supervised classification learning algorithms, Neural Computation 10 (1998)
 */
export function fiveByTwo(
  differences: readonly (readonly [number, number])[],
  { level = 0.95 }: { readonly level?: number } = {},
): FoldComparison {
  checkLevel('fiveByTwo', level);
  if (differences.length !== 5 || !differences.flat().every(Number.isFinite)) throw badPairs(differences.length);
  const variances = differences.map(([a, b]) => (a - (a + b) / 2) ** 2 + (b - (a + b) / 2) ** 2);
  const spread = variances.reduce((sum, variance) => sum + variance, 0);
  const squares = differences.flat().reduce((sum, difference) => sum + difference * difference, 0);
  const statistic = squares === 0 ? 0 : squares / (2 * spread);
  const value = mean(differences.flat());
  const half = studentQuantile(level, 5) * Math.sqrt(spread / 5);
  return {
    test: '5x2cv-f',
    difference: { value, interval: { low: value - half, high: value + half, level, method: 'student-t' } },
    statistic,
    degreesOfFreedom: [10, 5],
    pValue: Number.isFinite(statistic) ? fisherUpper(statistic, 10, 5) : 0,
  };
}

const badDifferences = (differences: readonly number[], ratio: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `correctedResampledT: got differences [${differences.slice(0, 5).join(', ')}${differences.length > 5 ? ', ...' : ''}] and ratio ${ratio}; need at least two finite differences and test rows / training rows above 0.`,
  );

const badPairs = (pairs: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `fiveByTwo: got ${pairs} pairs; need five pairs of finite differences, one pair per repeat of two-fold cross-validation.`,
  );
