import type { Labels, Matrix } from '@selvedge/data';
import { onlyValues } from '@selvedge/data/checks';
import { checkProbabilities } from './check-probabilities.js';
import { costOfError } from './cost-of-error.js';
import { defineProbabilityMetric, type MetricDefinition } from './metric.js';
import { type WeightOptions, weightOfRows } from './weight-of-rows.js';

/** Which of the two conventions. */
export interface BrierOptions extends WeightOptions {
  /**
   * Halve the sum over classes, which gives [0, 1] instead of [0, 2]; default: with two classes only, where it then
   * equals the mean squared error of one class's probability (scikit-learn's `scale_by_half='auto'`).
   */
  readonly scaleByHalf?: boolean;
}

/**
 * Brier score: mean over rows of the squared distance between the probabilities and the one-hot truth. Smaller is better.
 *
 * @param probabilities - rows x classes
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: see `checkProbabilities`
 * @see Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1950)
 */
export function brierScore(truth: Labels, probabilities: Matrix, options: BrierOptions = {}): number {
  checkProbabilities('brierScore', truth, probabilities);
  onlyValues('brierScore', options, { scaleByHalf: [true, false] });
  const { values, rows, columns } = probabilities;
  const scale = (options.scaleByHalf ?? columns === 2) ? 0.5 : 1;
  const weights = weightOfRows('brierScore', options, rows, ['scaleByHalf']);
  let sum = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const weight = weights ? weights[row] : 1;
    total += weight;
    for (let column = 0; column < columns; column++) {
      const error = values[row * columns + column] - (truth[row] === column ? 1 : 0);
      sum += weight * error * error;
    }
  }
  return (scale * sum) / total;
}

export const brierMetric: MetricDefinition = /* @__PURE__ */ defineProbabilityMetric({
  name: 'brier',
  knownAs: ['brier-score', 'brier-score-loss', 'neg-brier-score'],
  range: [0, 2],
  description: 'Mean squared distance between the probabilities and the true class; halved for two classes.',
  better: 'lower',
  of: (probabilities, { truth, sampleWeight }) => brierScore(truth, probabilities, { sampleWeight }),
  costOfError: (predictions) => costOfError(predictions, squaredDistance),
});

/** Of one row, as `brierScore` has it by default. */
const squaredDistance = (row: ArrayLike<number>, label: number): number => {
  let sum = 0;
  for (let column = 0; column < row.length; column++) sum += (row[column] - Number(column === label)) ** 2;
  return row.length === 2 ? sum / 2 : sum;
};
