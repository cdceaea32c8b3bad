import { type Labels, type Matrix, matrix, SelvedgeError } from '@selvedge/data';
import { refuseOptions } from '@selvedge/data/checks';
import { checkProbabilities } from '../metrics/check-probabilities.js';
import { logLoss } from '../metrics/log-loss.js';
import { calibrationCurve } from './calibration.js';

/** One number that makes a model as sure as it should be. Plain JSON. */
export interface TemperatureFit {
  /** Logits are divided by it: above 1 the model was too sure, below 1 not sure enough. In [0.001, 1000]. */
  readonly temperature: number;
  readonly stopped: 'converged' | 'at-bound';
  /** Mean log-loss and expected calibration error of the fitted rows. */
  readonly before: { readonly logLoss: number; readonly expectedError: number };
  readonly after: { readonly logLoss: number; readonly expectedError: number };
}

/**
 * Fits temperature scaling: the one divisor of the logits with the least log-loss. It changes no prediction. Fit it on
 * validation rows, never on those that the model was fitted or is tested on.
 *
 * @param probabilities - rows x classes; their logarithms serve as logits
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: see `checkProbabilities`
 * @see Guo et al., On calibration of modern neural networks, ICML 2017, section 4.2
 */
export function fitTemperature(truth: Labels, probabilities: Matrix, ...others: readonly never[]): TemperatureFit {
  refuseOptions('fitTemperature', others, 'fitTemperature(truth, probabilities)');
  checkProbabilities('fitTemperature', truth, probabilities);
  const logits = logitsOf(probabilities);
  // The loss is convex in 1 / temperature, so its slope has one zero: Newton's steps, kept inside a shrinking bracket.
  let [low, high] = [1e-3, 1e3];
  let inverse = 1;
  let stopped: TemperatureFit['stopped'] = 'at-bound';
  for (let step = 0; step < 200; step++) {
    const { slope, curvature } = derivatives(truth, logits, probabilities, inverse);
    if (slope > 0) high = inverse;
    else low = inverse;
    const newton = inverse - slope / curvature;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    const moved = Math.abs(next - inverse);
    inverse = next;
    if (moved < 1e-12 * inverse) {
      stopped = inverse > 1.001e-3 && inverse < 0.999e3 ? 'converged' : 'at-bound';
      break;
    }
  }
  const temperature = 1 / inverse;
  const scaled = applyTemperature(probabilities, temperature);
  return { temperature, stopped, before: quality(truth, probabilities), after: quality(truth, scaled) };
}

/**
 * Probabilities as they are with the logits divided by `temperature`.
 *
 * @throws SelvedgeError `invalid-argument` unless the temperature is finite and above 0
 */
export function applyTemperature(probabilities: Matrix, temperature: number): Matrix<Float64Array> {
  if (!(temperature > 0 && Number.isFinite(temperature))) throw badTemperature(temperature);
  const { rows, columns } = probabilities;
  const scaled = logitsOf(probabilities);
  for (let row = 0; row < rows; row++) {
    softmax(scaled.subarray(row * columns, (row + 1) * columns), 1 / temperature);
  }
  return matrix(scaled, rows, columns);
}

/** A probability of 0 has no logarithm: it counts as the smallest number above 0 of its type. */
function logitsOf({ values }: Matrix): Float64Array {
  const least = values instanceof Float64Array ? Number.MIN_VALUE : 1.4e-45;
  return Float64Array.from(values, (p) => Math.log(Math.max(p, least)));
}

function softmax(logits: Float64Array, scale: number): void {
  let max = -Infinity;
  for (const logit of logits) max = Math.max(max, logit);
  let sum = 0;
  for (let c = 0; c < logits.length; c++) {
    logits[c] = Math.exp(scale * (logits[c] - max)); // at most exp(0): no overflow
    sum += logits[c];
  }
  for (let c = 0; c < logits.length; c++) logits[c] /= sum;
}

/** Of the mean log-loss with respect to 1 / temperature: E[z] - z(true), and the variance of z, over the classes. */
function derivatives(
  truth: Labels,
  logits: Float64Array,
  { rows, columns }: Matrix,
  inverse: number,
): { slope: number; curvature: number } {
  let [slope, curvature] = [0, 0];
  const shares = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const own = logits.subarray(row * columns, (row + 1) * columns);
    shares.set(own);
    softmax(shares, inverse);
    let [first, second] = [0, 0];
    for (let c = 0; c < columns; c++) {
      first += shares[c] * own[c];
      second += shares[c] * own[c] * own[c];
    }
    slope += first - own[truth[row]];
    curvature += second - first * first;
  }
  return { slope: slope / rows, curvature: curvature / rows };
}

const quality = (truth: Labels, probabilities: Matrix): { logLoss: number; expectedError: number } => ({
  logLoss: logLoss(truth, probabilities),
  expectedError: calibrationCurve(truth, probabilities).expectedError,
});

const badTemperature = (temperature: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `applyTemperature: got ${temperature}; need a finite number above 0.`);
