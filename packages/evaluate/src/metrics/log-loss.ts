import type { Labels, Matrix } from '@selvedge/data';
import { checkProbabilities } from './check-probabilities.js';
import { costOfError } from './cost-of-error.js';
import { defineProbabilityMetric, type MetricDefinition } from './metric.js';
import { type WeightOptions, weightOfRows } from './weight-of-rows.js';

/**
 * Mean of -ln p(true class): cross-entropy without any penalty on weights.
 *
 * Probabilities are kept away from 0 and 1 by the machine epsilon of their element type (2^-23 for float32, 2^-52 for
 * float64), then rows are scaled to sum 1: as in scikit-learn 1.2. So a certain mistake costs 15.9 or 36.0, not infinity.
 *
 * @param probabilities - rows x classes
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: see `checkProbabilities`
 */
export function logLoss(truth: Labels, probabilities: Matrix, options: WeightOptions = {}): number {
  checkProbabilities('logLoss', truth, probabilities);
  const weights = weightOfRows('logLoss', options, truth.length);
  const { values, rows, columns } = probabilities;
  const least = values instanceof Float32Array ? 2 ** -23 : 2 ** -52;
  let loss = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += clip(values[start + column], least);
    const weight = weights ? weights[row] : 1;
    total += weight;
    loss -= weight * Math.log(clip(values[start + truth[row]], least) / sum);
  }
  return loss / total;
}

const clip = (p: number, least: number): number => Math.min(Math.max(p, least), 1 - least);

export const logLossMetric: MetricDefinition = /* @__PURE__ */ defineProbabilityMetric({
  name: 'log-loss',
  knownAs: ['loss', 'neg-log-loss', 'nll', 'cross-entropy', 'categorical-crossentropy'],
  range: [0, Number.POSITIVE_INFINITY],
  description: 'Mean of -ln p(true class): the cross-entropy.',
  better: 'lower',
  of: (probabilities, { truth, sampleWeight }) => logLoss(truth, probabilities, { sampleWeight }),
  costOfError: (predictions) => costOfError(predictions, (row, label) => -Math.log(clip(row[label], 2 ** -52))),
});
