import { SelvedgeError } from '@selvedge/data';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { normalQuantile } from '../statistics/normal.js';
import { checkLevel } from './check-level.js';
import type { Interval, Proportion } from './interval.js';

/** How sure an interval is to be. */
export interface LevelOptions {
  /** Confidence level in (0, 1); default 0.95. */
  readonly level?: number;
}

/**
 * Wilson's score interval of a proportion: inside [0, 1], and of sensible width at 0 % and 100 % too, where the usual
 * `p ± z sqrt(p (1 - p) / n)` has none.
 *
 * @param count - rows with the property, a whole number in [0, total]
 * @param total - rows in all, a whole number of at least 1
 * @throws SelvedgeError `invalid-argument` for counts outside these ranges
 * @see Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927)
 */
export function wilsonInterval(count: number, total: number, options: LevelOptions = {}): Interval {
  checkMetricOptions('wilsonInterval', options, ['level']);
  return intervalOf(count, total, options);
}

/** A counted share with its Wilson interval. Errors as `wilsonInterval`. */
export function proportion(count: number, total: number, options: LevelOptions = {}): Proportion {
  return { value: count / total, interval: intervalOf(count, total, options), count, total };
}

/** Without a look at other options, whose advice is larger than all else that a page with `accuracy` loads. */
function intervalOf(count: number, total: number, { level = 0.95 }: LevelOptions): Interval {
  const valid = Number.isInteger(count) && Number.isInteger(total) && total >= 1 && count >= 0 && count <= total;
  if (!valid) throw badCounts(count, total);
  checkLevel('wilsonInterval', level);
  const z = normalQuantile(0.5 + level / 2);
  const p = count / total;
  const centre = p + (z * z) / (2 * total);
  const half = z * Math.sqrt((p * (1 - p) + (z * z) / (4 * total)) / total);
  const scale = 1 + (z * z) / total;
  // At the ends rounding would leave 1e-18 instead of the exact bound.
  const low = count === 0 ? 0 : (centre - half) / scale;
  const high = count === total ? 1 : (centre + half) / scale;
  return { low, high, level, method: 'wilson' };
}

const badCounts = (count: number, total: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `wilsonInterval: got ${count} of ${total}; need whole numbers with 0 <= count <= total, total >= 1.`,
  );
