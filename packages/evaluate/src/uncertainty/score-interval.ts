import { mean } from '@selvedge/data/arithmetic';
import type { Metric, Predictions } from '../metrics/metric.js';
import { standardDeviation } from '../statistics/moments.js';
import { normalQuantile } from '../statistics/normal.js';
import { studentQuantile } from '../statistics/student-t.js';
import type { Interval } from './interval.js';

const EVERYWHERE = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/**
 * An interval of a metric from its resampled values: Wilson's, with as many rows as would give a share the bootstrap's
 * standard error (never more than there are), about the value less the bootstrap's estimate of its bias. Percentiles
 * cover far too rarely where rows are few or the metric is near an end: of 30 rows without an error they are one point.
 *
 * Metrics without ends get Student's interval, and those with one end (log loss) Student's of the logarithm. Where the
 * metric foresees its value (log loss), the interval reaches as far as that with Student's error: of strong models the
 * rows that cost most are in few samples, and what is not there no resampling shows. Measured coverage is in
 * docs/agreement.md.
 *
 * @param scored - the metric's range and what it foresees of these predictions
 * @param resampled - values of the metric on resampled rows, NaN left out
 * @see Korn & Graubard, Confidence intervals for proportions with small expected number of positive counts estimated
 * from survey data, Survey Methodology 24 (1998), for the effective number of rows
 */
export function scoreInterval(
  { range, foreseen }: Pick<Metric, 'range' | 'foreseen'>,
  predictions: Predictions,
  value: number,
  resampled: Float64Array,
  level: number,
): Interval {
  const rows = predictions.truth.length;
  const [least, most] = range ?? EVERYWHERE;
  const centre = Math.min(most, Math.max(least, 2 * value - mean(resampled)));
  // Resamples vary as if divided by n; a sample's own variance is divided by n - 1.
  const error = standardDeviation(resampled) * Math.sqrt(rows / (rows - 1));
  const { low, high } = bounds(centre, error, rows, level, least, most);
  const expected = foreseen?.(predictions);
  const reach = expected ? expected.value + studentQuantile(level, rows - 1) * expected.error : value;
  return { low: Math.min(low, value), high: Math.max(high, value, Math.min(most, reach)), level, method: 'score' };
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
  const half = studentQuantile(level, rows - 1) * error;
  if (least === 0 && centre > 0)
    return { low: centre / Math.exp(half / centre), high: centre * Math.exp(half / centre) };
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
