import { createRng, type Rng, type Seed, SelvedgeError } from '@selvedge/data';
import { mean, quantileOfSorted } from '@selvedge/data/arithmetic';
import { unfitData } from '@selvedge/data/checks';
import { type Metric, type Predictions, selectPredictions } from '../metrics/metric.js';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { metric } from '../metrics/metrics.js';
import type { MetricName } from '../specs.generated.js';
import { standardDeviation } from '../statistics/moments.js';
import { normalQuantile, normalTwoSided } from '../statistics/normal.js';
import { checkLevel } from './check-level.js';
import type { Estimate } from './interval.js';
import { scoreInterval } from './score-interval.js';

/** How to resample. */
export interface BootstrapOptions {
  /** Default 0.95. */
  readonly level?: number;
  /** At least 100; default 1,000. */
  readonly resamples?: number;
  /** Default 0. */
  readonly seed?: Seed;
}

/** A statistic with its interval over resampled rows. Plain JSON. */
export interface BootstrapEstimate extends Estimate {
  /** Standard deviation over the resamples. */
  readonly standardError: number;
  readonly resamples: number;
  /** Resamples in which the statistic was NaN (a class without rows, say). They are left out of the interval. */
  readonly undefinedResamples: number;
}

/**
 * Bootstrap of any statistic of rows: draws as many rows with replacement, computes it again, and takes percentiles of
 * the results that are corrected for bias and skew (BCa). Of a metric, `bootstrapMetric` has the better interval.
 *
 * @param rows - number of rows, at least 2
 * @param statistic - gets row positions in [0, rows), some repeated
 * @throws SelvedgeError `invalid-argument` for fewer than 2 rows or 100 resamples, or when the statistic is undefined for
 * all rows or in more than half of the resamples
 * @see Efron & Tibshirani, An Introduction to the Bootstrap (1993), section 14.3
 */
export function bootstrap(
  rows: number,
  statistic: (rows: Uint32Array) => number,
  options: BootstrapOptions = {},
): BootstrapEstimate {
  checkBootstrap('bootstrap', options);
  const drawn = resample(rows, statistic, options);
  const { sorted, value, level } = drawn;
  const skew = acceleration(rows, statistic);
  const below =
    sorted.filter((result) => result < value).length + sorted.filter((result) => result === value).length / 2;
  const shift = normalQuantile(below / sorted.length);
  const bound = (share: number): number => {
    if (!Number.isFinite(shift)) return quantileOfSorted(sorted, share);
    const z = shift + normalQuantile(share);
    return quantileOfSorted(sorted, normalBelow(shift + z / (1 - skew * z)));
  };
  const interval = { low: bound(0.5 - level / 2), high: bound(0.5 + level / 2), level, method: 'bootstrap' } as const;
  return { ...estimateOf(drawn), interval };
}

const checkBootstrap = (what: string, options: BootstrapOptions): void =>
  checkMetricOptions(what, options, ['level', 'resamples', 'seed']);

interface Resampled {
  readonly value: number;
  readonly level: number;
  /** The defined results, ascending. */
  readonly sorted: Float64Array;
  readonly resamples: number;
}

function resample(
  rows: number,
  statistic: (rows: Uint32Array) => number,
  { level = 0.95, resamples = 1000, seed = 0 }: BootstrapOptions,
): Resampled {
  checkLevel('bootstrap', level);
  if (!(Number.isInteger(rows) && rows >= 2 && Number.isInteger(resamples) && resamples >= 100)) {
    throw badSize(rows, resamples);
  }
  const value = statistic(Uint32Array.from({ length: rows }, (_, row) => row));
  if (Number.isNaN(value)) throw undefinedHere();
  const rng = createRng(seed);
  const drawn = new Uint32Array(rows);
  const results = new Float64Array(resamples);
  let defined = 0;
  for (let at = 0; at < resamples; at++) {
    drawRows(drawn, rows, rng);
    const result = statistic(drawn);
    if (!Number.isNaN(result)) results[defined++] = result;
  }
  if (defined < resamples / 2) throw mostlyUndefined(resamples - defined, resamples);
  return { value, level, sorted: results.subarray(0, defined).sort(), resamples };
}

const estimateOf = ({ value, sorted, resamples }: Resampled): Omit<BootstrapEstimate, 'interval'> => ({
  value,
  standardError: standardDeviation(sorted),
  resamples,
  undefinedResamples: resamples - sorted.length,
});

/** Parts of the rows that the jackknife leaves out in turn: leaving out each of many rows would cost more than it tells. */
const PARTS = 200;

/** Of BCa: how the standard error changes with the statistic, from leaving out parts of the rows. */
function acceleration(rows: number, statistic: (rows: Uint32Array) => number): number {
  const parts = Math.min(rows, PARTS);
  const values = Array.from({ length: parts }, (_, part) =>
    statistic(Uint32Array.from({ length: rows }, (_, row) => row).filter((row) => row % parts !== part)),
  ).filter((value) => !Number.isNaN(value));
  const centre = mean(values);
  let [squares, cubes] = [0, 0];
  for (const value of values) {
    squares += (centre - value) ** 2;
    cubes += (centre - value) ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/**
 * A metric of predictions with the interval of `scoreInterval`, which has sensible width for few rows and at the ends of
 * the metric's range, where percentiles have none. Errors as `bootstrap` and those of the metric.
 */
export function bootstrapMetric(
  by: MetricName | Metric,
  predictions: Predictions,
  options: BootstrapOptions = {},
): BootstrapEstimate {
  checkBootstrap('bootstrapMetric', options);
  const scored = metric(by);
  const rows = predictions.truth.length;
  const drawn = resample(rows, (picked) => scored.of(selectPredictions(predictions, picked)), options);
  const interval = scoreInterval(scored, predictions, drawn.value, drawn.sorted, drawn.level);
  return { ...estimateOf(drawn), interval };
}

/**
 * Fills `drawn` with row numbers in [0, rows). One 32-bit number a row is half the work of `rng.int`, and its bias (below
 * rows / 2^32) is far below what a bootstrap can see; a thousand resamples of 10,000 rows draw ten million.
 */
export function drawRows(drawn: Uint32Array, rows: number, rng: Rng): void {
  const scale = rows / 4294967296;
  for (let at = 0; at < drawn.length; at++) drawn[at] = rng.uint32() * scale;
}

const normalBelow = (z: number): number => (z < 0 ? normalTwoSided(z) / 2 : 1 - normalTwoSided(z) / 2);

const badSize = (rows: number, resamples: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `bootstrap: got ${rows} rows and ${resamples} resamples; need at least 2 rows and 100 resamples.`,
  );

const undefinedHere = (): SelvedgeError =>
  unfitData(
    'bootstrap: the statistic is undefined for these rows; an interval needs a value. Take rows of every class, or another statistic.',
  );

const mostlyUndefined = (undefinedResamples: number, resamples: number): SelvedgeError =>
  unfitData(
    `bootstrap: the statistic is undefined in ${undefinedResamples} of ${resamples} resamples; there are too few rows for it.`,
  );
