import { type Labels, type Matrix, SelvedgeError } from '@selvedge/data';
import { refuseSampleWeight } from '@selvedge/data/checks';
import type { NamedDefinition } from '@selvedge/data/names';
import type { MetricName } from '../specs.generated.js';

/** A model's predictions of labelled rows. */
export interface Predictions {
  readonly truth: Labels;
  readonly predicted: Labels;
  /** Rows x classes; needed by metrics of probabilities. */
  readonly probabilities?: Matrix;
  readonly classes: readonly string[];
  /** A weight of 0 or more for each row; default 1 each. Metrics weigh rows by it; tests and reports refuse it. */
  readonly sampleWeight?: ArrayLike<number> | undefined;
}

/** A score of predictions as one number. */
export interface Metric {
  readonly name: string;
  /** Which end is good. */
  readonly better: 'higher' | 'lower';
  /** The value; NaN where the metric is undefined for these rows. */
  readonly of: (predictions: Predictions) => number;
  /** Smallest and largest value there can be, which intervals keep to; without it none is assumed. */
  readonly range?: readonly [low: number, high: number];
  /**
   * Of a metric that is the mean of a loss of each row: what a wrong row costs, by the model's own probabilities. Wrong rows
   * of a good model are rare and decide such a metric, so that a sample may not hold one; intervals reckon with two more.
   */
  readonly costOfError?: (predictions: Predictions) => number;
}

/** A metric that pipelines, sweeps and comparisons ask for by its name. */
export interface MetricDefinition extends Metric, NamedDefinition {
  readonly name: MetricName;
  /** Whether labels alone are not enough. */
  readonly needsProbabilities: boolean;
}

/** A metric of labels. */
export const defineMetric = (
  stated: Omit<MetricDefinition, 'needsProbabilities' | 'better'> & Partial<Pick<Metric, 'better'>>,
): MetricDefinition => ({ better: 'higher', range: [0, 1], needsProbabilities: false, ...stated });

/**
 * A metric of probabilities.
 *
 * @param stated.of - gets the probabilities beside the predictions; null where the metric is undefined
 */
export function defineProbabilityMetric({
  of,
  ...stated
}: Omit<MetricDefinition, 'needsProbabilities' | 'better' | 'of'> & {
  readonly better: Metric['better'];
  readonly of: (probabilities: Matrix, predictions: Predictions) => number | null;
}): MetricDefinition {
  const checked = (predictions: Predictions): number =>
    of(probabilitiesOf(stated.name, predictions), predictions) ?? Number.NaN;
  return { range: [0, 1], ...stated, needsProbabilities: true, of: checked };
}

/** The named rows of predictions, in the given order; rows may repeat. */
export function selectPredictions(source: Predictions, rows: ArrayLike<number>): Predictions {
  const pick = (labels: Labels): Labels => {
    const picked = new Uint16Array(rows.length);
    for (let at = 0; at < rows.length; at++) picked[at] = labels[rows[at]];
    return picked;
  };
  const { probabilities, classes, sampleWeight } = source;
  const weights = sampleWeight && { sampleWeight: Float64Array.from(rows, (row) => sampleWeight[row]) };
  const picked = { truth: pick(source.truth), predicted: pick(source.predicted), classes, ...weights };
  if (!probabilities) return picked;
  const { columns } = probabilities;
  const values = new Float64Array(rows.length * columns);
  for (let at = 0; at < rows.length; at++) {
    values.set(probabilities.values.subarray(rows[at] * columns, (rows[at] + 1) * columns), at * columns);
  }
  return { ...picked, probabilities: { values, rows: rows.length, columns } };
}

/**
 * Refuses weights of rows where there is no answer with them.
 *
 * @throws SelvedgeError `unsupported`
 */
export function refuseWeights(what: string, { sampleWeight }: Pick<Predictions, 'sampleWeight'>): void {
  refuseSampleWeight(what, sampleWeight, 'take metric(name).of(predictions), which weighs rows');
}

function probabilitiesOf(what: string, { probabilities }: Predictions): Matrix {
  if (probabilities) return probabilities;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: got labels only; this metric needs probabilities. Pass the result of predictProba as 'probabilities'.`,
  );
}
