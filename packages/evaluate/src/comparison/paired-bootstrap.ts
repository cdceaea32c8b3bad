import { createRng, type Labels, SelvedgeError } from '@selvedge/data';
import { type Metric, type Predictions, selectPredictions } from '../metrics/metric.js';
import { metric } from '../metrics/metrics.js';
import type { MetricName } from '../specs.generated.js';
import { quantileOfSorted } from '../statistics/moments.js';
import { type BootstrapOptions, drawRows } from '../uncertainty/bootstrap.js';
import { checkLevel } from '../uncertainty/check-level.js';
import type { Interval } from '../uncertainty/interval.js';

/** A metric of several models on the same resampled rows. */
export interface PairedBootstrap {
  readonly metric: string;
  /** The metric of each model on the rows as they are. */
  readonly values: readonly number[];
  /** `resampled[model][resample]`: all models saw the same rows in a resample. */
  readonly resampled: readonly Float64Array[];
}

/** How far apart two models are. Plain JSON. */
export interface BootstrapDifference {
  /** First minus second. */
  readonly value: number;
  readonly interval: Interval;
  /** Two-sided: twice the share of resamples on the other side of zero, never below 2 / (resamples + 1). */
  readonly pValue: number;
}

/**
 * Resamples rows and computes a metric of every model on the same draws, so that what makes a draw easy or hard cancels
 * in the differences.
 *
 * @param models - predictions of the same rows: their `truth` must be equal
 * @throws SelvedgeError `shape-mismatch` when truths differ; `invalid-argument` for fewer than 2 rows, 1 model or 100
 * resamples
 */
export function pairedBootstrap(
  name: MetricName | Metric,
  models: readonly Predictions[],
  { resamples = 1000, seed = 0 }: Omit<BootstrapOptions, 'level'> = {},
): PairedBootstrap {
  const scored = metric(name);
  checkSameRows(models);
  const rows = models[0].truth.length;
  if (rows < 2 || !(Number.isInteger(resamples) && resamples >= 100)) throw badSize(rows, resamples);
  const statistics = models.map((predictions) =>
    scored.name === 'accuracy'
      ? shareOfRight(predictions)
      : (drawn: Uint32Array) => scored.of(selectPredictions(predictions, drawn)),
  );
  const rng = createRng(seed);
  const drawn = new Uint32Array(rows);
  const resampled = models.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    drawRows(drawn, rows, rng);
    statistics.forEach((statistic, model) => {
      resampled[model][resample] = statistic(drawn);
    });
  }
  return { metric: scored.name, values: models.map((predictions) => scored.of(predictions)), resampled };
}

/** The difference of two of the models, with its percentile interval. */
export function bootstrapDifference(
  { values, resampled }: PairedBootstrap,
  first: number,
  second: number,
  level = 0.95,
): BootstrapDifference {
  checkLevel('bootstrapDifference', level);
  const differences = resampled[first]
    .map((value, at) => value - resampled[second][at])
    .filter((difference) => !Number.isNaN(difference))
    .sort();
  const [low, high] = [0.5 - level / 2, 0.5 + level / 2].map((share) => quantileOfSorted(differences, share));
  const atMost = differences.filter((difference) => difference <= 0).length;
  const atLeast = differences.filter((difference) => difference >= 0).length;
  return {
    value: values[first] - values[second],
    interval: { low, high, level, method: 'bootstrap' },
    // One is added to both, as if the rows as they are were one more resample: p is never 0 by luck.
    pValue: Math.min(1, (2 * (Math.min(atMost, atLeast) + 1)) / (differences.length + 1)),
  };
}

/** Comparing ten models of 10,000 rows means 100 million of these look-ups: bytes, and no copies of labels. */
function shareOfRight({ truth, predicted }: Predictions): (drawn: Uint32Array) => number {
  const right = Uint8Array.from(truth, (label, row) => (label === predicted[row] ? 1 : 0));
  return (drawn) => {
    let hits = 0;
    for (let at = 0; at < drawn.length; at++) hits += right[drawn[at]];
    return hits / drawn.length;
  };
}

/** @throws SelvedgeError `shape-mismatch` unless all models were given the same rows */
export function checkSameRows(models: readonly Pick<Predictions, 'truth' | 'predicted'>[]): void {
  if (models.length === 0) throw new SelvedgeError('invalid-argument', 'compare: got no models; need at least one.');
  models.forEach(({ truth, predicted }, at) => {
    if (!equal(truth, models[0].truth) || predicted.length !== truth.length) {
      throw new SelvedgeError(
        'shape-mismatch',
        `compare: model ${at + 1} was scored on other rows than model 1 (${truth.length} and ${models[0].truth.length} labels, or their values differ); paired tests need the same rows in the same order.`,
      );
    }
  });
}

const equal = (a: Labels, b: Labels): boolean =>
  a === b || (a.length === b.length && a.every((label, row) => label === b[row]));

const badSize = (rows: number, resamples: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `pairedBootstrap: got ${rows} rows and ${resamples} resamples; need at least 2 rows and 100 resamples.`,
  );
