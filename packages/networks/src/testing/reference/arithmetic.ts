import type { Arithmetic } from '../../activations/arithmetic.js';
import { erf } from './erf.js';

/**
 * Formulas in float64, written out.
 *
 * @param channels - the length of the last axis
 */
export function float64Arithmetic(channels: number): Arithmetic<Float64Array> {
  return {
    add: both((a, b) => a + b),
    subtract: both((a, b) => a - b),
    multiply: both((a, b) => a * b),
    exp: (x) => x.map(Math.exp),
    tanh: (x) => x.map(Math.tanh),
    sigmoid: (x) => x.map((value) => 1 / (1 + Math.exp(-value))),
    erf: (x) => x.map(erf),
    softplus: (x) => x.map((value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)))),
    relu: (x) => x.map((value) => Math.max(0, value)),
    leakyRelu: (x, alpha) => x.map((value) => (value > 0 ? value : alpha * value)),
    elu: (x, alpha) => x.map((value) => (value > 0 ? value : alpha * Math.expm1(value))),
    hardSigmoid: (x, slope, offset) => x.map((value) => Math.min(1, Math.max(0, slope * value + offset))),
    isPositive: (x) => x.map((value) => (value > 0 ? 1 : 0)),
    wherePositive: (x, a, b) => x.map((value, at) => (value > 0 ? numberAt(a, at) : numberAt(b, at))),
    softmax: (x) => softmax(x, channels),
    logSoftmax: (x) => softmax(x, channels).map(Math.log),
    sumOfLastAxis: (x) => sumOfLastAxis(x, channels),
  };
}

type Operand = Float64Array | number;

const numberAt = (operand: Operand, at: number): number => (typeof operand === 'number' ? operand : operand[at]);

const both =
  (compute: (a: number, b: number) => number) =>
  (a: Operand, b: Operand): Float64Array => {
    const length = Math.max(lengthOf(a), lengthOf(b));
    return Float64Array.from({ length }, (_, at) => compute(numberAt(a, at), numberAt(b, at)));
  };

const lengthOf = (operand: Operand): number => (typeof operand === 'number' ? 1 : operand.length);

export function softmax(x: Float64Array, channels: number): Float64Array {
  const y = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += channels) {
    const row = x.subarray(start, start + channels);
    const largest = Math.max(...row);
    const sum = row.reduce((total, value) => total + Math.exp(value - largest), 0);
    for (let i = 0; i < channels; i++) y[start + i] = Math.exp(row[i] - largest) / sum;
  }
  return y;
}

/** Of the length of x: each sum stands at every place that it is the sum of. */
function sumOfLastAxis(x: Float64Array, channels: number): Float64Array {
  const sums = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += channels) {
    sums.fill(
      x.subarray(start, start + channels).reduce((sum, value) => sum + value, 0),
      start,
      start + channels,
    );
  }
  return sums;
}
