import { mean } from '@selvedge/data/arithmetic';
import type { Metric, Predictions } from '../metrics/metric.js';
import { standardDeviation } from '../statistics/moments.js';
import { normalQuantile } from '../statistics/normal.js';
import { studentQuantile } from '../statistics/student-t.js';
import type { Interval } from './interval.js';

const EVERYWHERE = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** Wrong rows that the interval of a mean loss reckons with beside those seen, as Agresti and Coull's of a share. */
const UNSEEN_ERRORS = 2;

/**
 * An interval of a metric from its resampled values: Wilson's, with as many rows as would give a share the bootstrap's
 * standard error (never more than there are), about the value less the bootstrap's estimate of its bias. Percentiles
 * cover far too rarely where rows are few or the metric is near an end: of 30 rows without an error they are one point.
 * Metrics without ends get Student's interval.
 *
 * Means of losses (log loss, Brier score) get Student's interval of the logarithm, and reach as far as that of two rows
 * more that the model gets wrong: the rows that cost most are in few samples, and what is not there no resampling shows.
 * Measured coverage is in docs/agreement.md.
 *
 * @param scored - the metric's range and what an error costs
 * @param resampled - values of the metric on resampled rows, NaN left out
 * @see Korn & Graubard, Confidence intervals for proportions with small expected number of positive counts estimated
 * from survey data, Survey Methodology 24 (1998), for the effective number of rows
 * @see Agresti & Coull, Approximate is better than "exact" for interval estimation of binomial proportions, The American
 * Statistician 52 (1998), for rows that are added
 */
export function scoreInterval(
  { range, costOfError }: Pick<Metric, 'range' | 'costOfError'>,
  predictions: Predictions,
  value: number,
  resampled: Float64Array,
  level: number,
): Interval {
  const rows = predictions.truth.length;
  const [least, most] = range ?? EVERYWHERE;
  // Resamples vary as if divided by n; a sample's own variance is divided by n - 1.
  const error = standardDeviation(resampled) * Math.sqrt(rows / (rows - 1));
  const { low, high } = costOfError
    ? ofMeanLoss({ value, error, rows }, costOfError(predictions), level)
    : bounds(Math.min(most, Math.max(least, 2 * value - mean(resampled))), error, rows, level, least, most);
  return { low: Math.min(low, value), high: Math.min(most, Math.max(high, value)), level, method: 'score' };
}

interface MeanLoss {
  readonly value: number;
  readonly error: number;
  readonly rows: number;
}

function ofMeanLoss(seen: MeanLoss, cost: number, level: number): { low: number; high: number } {
  const { low, high } = ofLogarithm(seen, level);
  return { low, high: Math.max(high, ofLogarithm(withErrors(seen, cost), level).high) };
}

/** Mean and error with wrong rows of that cost added. */
function withErrors({ value, error, rows }: MeanLoss, cost: number): MeanLoss {
  const all = rows + UNSEEN_ERRORS;
  const centre = (rows * value + UNSEEN_ERRORS * cost) / all;
  const squares =
    (rows - 1) * rows * error * error + rows * (value - centre) ** 2 + UNSEEN_ERRORS * (cost - centre) ** 2;
  return { value: centre, error: Math.sqrt(squares / (all - 1) / all), rows: all };
}

/** Student's interval of the logarithm of a mean above 0. */
function ofLogarithm({ value, error, rows }: MeanLoss, level: number): { low: number; high: number } {
  if (value <= 0) return { low: value, high: value };
  const factor = Math.exp((studentQuantile(level, rows - 1) * error) / value);
  return { low: value / factor, high: value * factor };
}

function bounds(
  centre: number,
  error: number,
  rows: number,
  level: number,
  least: number,
  most: number,
): { low: number; high: number } {
  if (Number.isFinite(least) && Number.isFinite(most)) {
    const width = most - least;
    const share = (centre - least) / width;
    const variance = (error / width) ** 2;
    const counted = variance > 0 ? (share * (1 - share)) / variance : rows;
    const { low, high } = wilson(share, Math.max(1, Math.min(rows, counted || rows)), level);
    return { low: least + width * low, high: least + width * high };
  }
  if (least === 0 && centre > 0) return ofLogarithm({ value: centre, error, rows }, level);
  const half = studentQuantile(level, rows - 1) * error;
  return { low: Math.max(least, centre - half), high: centre + half };
}

/** Wilson's interval of a share of a number of rows that need not be whole. */
function wilson(share: number, rows: number, level: number): { low: number; high: number } {
  const z = normalQuantile(0.5 + level / 2);
  const centre = share + (z * z) / (2 * rows);
  const half = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * rows)) / rows);
  const scale = 1 + (z * z) / rows;
  return {
    low: share <= 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: share >= 1 ? 1 : Math.min(1, (centre + half) / scale),
  };
}
