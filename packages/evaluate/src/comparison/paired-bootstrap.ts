import { createRng, type Labels, SelvedgeError } from '@selvedge/data';
import { type Metric, type Predictions, refuseWeights, selectPredictions } from '../metrics/metric.js';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { metric } from '../metrics/metrics.js';
import type { MetricName } from '../specs.generated.js';
import { type BootstrapOptions, drawRows } from '../uncertainty/bootstrap.js';

/** A metric of several models on the same resampled rows. */
export interface PairedBootstrap {
  readonly metric: string;
  /** The metric of each model on the rows as they are. */
  readonly values: readonly number[];
  /** `resampled[model][resample]`: all models saw the same rows in a resample. */
  readonly resampled: readonly Float64Array[];
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
  options: Omit<BootstrapOptions, 'level'> = {},
): PairedBootstrap {
  checkMetricOptions('pairedBootstrap', options, ['resamples', 'seed']);
  const { resamples = 1000, seed = 0 } = options;
  const scored = metric(name);
  checkSameRows(models);
  const rows = models[0].truth.length;
  if (rows < 2 || !(Number.isInteger(resamples) && resamples >= 100)) throw badSize(rows, resamples);
  const statistics =
    scored.name === 'accuracy'
      ? sharesOfRight(models)
      : (drawn: Uint32Array) => models.map((predictions) => scored.of(selectPredictions(predictions, drawn)));
  const rng = createRng(seed);
  const drawn = new Uint32Array(rows);
  const resampled = models.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    drawRows(drawn, rows, rng);
    statistics(drawn).forEach((value, model) => {
      resampled[model][resample] = value;
    });
  }
  return { metric: scored.name, values: models.map((predictions) => scored.of(predictions)), resampled };
}

/**
 * The accuracy of every model on drawn rows. Rows on which the same models are right are alike: a draw is counted by kind of
 * row, one look-up a row whatever the number of models, where ten models of 10,000 rows would be 100 million.
 */
function sharesOfRight(models: readonly Predictions[]): (drawn: Uint32Array) => number[] {
  const { truth } = models[0];
  const kinds = new Map<string, number>();
  const kindOf = Uint32Array.from(truth, (label, row) => {
    const right = models.map(({ predicted }) => (label === predicted[row] ? '1' : '0')).join('');
    const kind = kinds.get(right) ?? kinds.size;
    kinds.set(right, kind);
    return kind;
  });
  const kindsRight = models.map((_, model) =>
    [...kinds].flatMap(([right, kind]) => (right[model] === '1' ? [kind] : [])),
  );
  const counts = new Uint32Array(kinds.size);
  return (drawn) => {
    counts.fill(0);
    for (let at = 0; at < drawn.length; at++) counts[kindOf[drawn[at]]]++;
    return kindsRight.map((right) => right.reduce((hits, kind) => hits + counts[kind], 0) / drawn.length);
  };
}

/** @throws SelvedgeError `shape-mismatch` unless all models were given the same rows */
export function checkSameRows(models: readonly Pick<Predictions, 'truth' | 'predicted' | 'sampleWeight'>[]): void {
  if (models.length === 0) throw new SelvedgeError('invalid-argument', 'compare: got no models; need at least one.');
  for (const model of models) refuseWeights('compare', model);
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
