import { createRng, type Rng, type Seed, SelvedgeError } from '@selvedge/data';
import { type Metric, type Predictions, selectPredictions } from '../metrics/metric.js';
import { metric } from '../metrics/metrics.js';
import type { MetricName } from '../specs.generated.js';
import { quantileOfSorted, standardDeviation } from '../statistics/moments.js';
import { checkLevel } from './check-level.js';
import type { Estimate } from './interval.js';

/** How to resample. */
export interface BootstrapOptions {
  /** Default 0.95. */
  readonly level?: number;
  /** At least 100; default 1,000. */
  readonly resamples?: number;
  /** Default 0. */
  readonly seed?: Seed;
}

/** A statistic with its percentile interval over resampled rows. Plain JSON. */
export interface BootstrapEstimate extends Estimate {
  /** Standard deviation over the resamples. */
  readonly standardError: number;
  readonly resamples: number;
  /** Resamples in which the statistic was NaN (a class without rows, say). They are left out of the interval. */
  readonly undefinedResamples: number;
}

/**
 * Percentile bootstrap of any statistic of rows: draws as many rows with replacement, computes it again, and takes the
 * middle `level` of the results.
 *
 * @param rows - number of rows, at least 2
 * @param statistic - gets row positions in [0, rows), some repeated
 * @throws SelvedgeError `invalid-argument` for fewer than 2 rows or 100 resamples, or when the statistic is undefined in
 * more than half of the resamples
 * @see Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 13
 */
export function bootstrap(
  rows: number,
  statistic: (rows: Uint32Array) => number,
  { level = 0.95, resamples = 1000, seed = 0 }: BootstrapOptions = {},
): BootstrapEstimate {
  checkLevel('bootstrap', level);
  if (!(Number.isInteger(rows) && rows >= 2 && Number.isInteger(resamples) && resamples >= 100)) {
    throw badSize(rows, resamples);
  }
  const value = statistic(Uint32Array.from({ length: rows }, (_, row) => row));
  const rng = createRng(seed);
  const drawn = new Uint32Array(rows);
  const results = new Float64Array(resamples);
  let defined = 0;
  for (let resample = 0; resample < resamples; resample++) {
    drawRows(drawn, rows, rng);
    const result = statistic(drawn);
    if (!Number.isNaN(result)) results[defined++] = result;
  }
  if (defined < resamples / 2) throw mostlyUndefined(resamples - defined, resamples);
  const sorted = results.subarray(0, defined).sort();
  return {
    value,
    interval: {
      low: quantileOfSorted(sorted, 0.5 - level / 2),
      high: quantileOfSorted(sorted, 0.5 + level / 2),
      level,
      method: 'bootstrap',
    },
    standardError: standardDeviation(sorted),
    resamples,
    undefinedResamples: resamples - defined,
  };
}

/** The bootstrap of a metric of predictions. Errors as `bootstrap` and those of the metric. */
export function bootstrapMetric(
  name: MetricName | Metric,
  predictions: Predictions,
  options: BootstrapOptions = {},
): BootstrapEstimate {
  const { of } = metric(name);
  return bootstrap(predictions.truth.length, (rows) => of(selectPredictions(predictions, rows)), options);
}

/**
 * Fills `drawn` with row numbers in [0, rows). One 32-bit number a row is half the work of `rng.int`, and its bias (below
 * rows / 2^32) is far below what a bootstrap can see; a thousand resamples of 10,000 rows draw ten million.
 */
export function drawRows(drawn: Uint32Array, rows: number, rng: Rng): void {
  const scale = rows / 4294967296;
  for (let at = 0; at < drawn.length; at++) drawn[at] = rng.uint32() * scale;
}

const badSize = (rows: number, resamples: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `bootstrap: got ${rows} rows and ${resamples} resamples; need at least 2 rows and 100 resamples.`,
  );

const mostlyUndefined = (undefinedResamples: number, resamples: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `bootstrap: the statistic is undefined in ${undefinedResamples} of ${resamples} resamples; there are too few rows for it.`,
  );
