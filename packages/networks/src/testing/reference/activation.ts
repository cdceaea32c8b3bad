import { unreachable } from '@selvedge/data';
import type { ActivationName } from '../../declaration/layer-spec.js';
import type { Context, Operation, OperationOf } from './operation.js';

export const activation: Operation = {
  forward([x], context) {
    const { name, alpha, channels } = read(context);
    if (name === 'softmax') return softmax(x, channels);
    if (name === 'logSoftmax') return softmax(x, channels).map(Math.log);
    return x.map((value) => value1(name, value, alpha));
  },
  backward([x], dy, context) {
    const { name, alpha, channels } = read(context);
    const rowwise = name === 'softmax' || name === 'logSoftmax';
    const dx = rowwise ? rowGradient(name, x, dy, channels) : dy.map((g, i) => g * slope(name, x[i], alpha));
    return { inputs: [dx], parameters: [] };
  },
};

function read({ node }: Context): { name: ActivationName; alpha: number; channels: number } {
  const { activation: name, alpha } = node.operation as OperationOf<'activation'>;
  return { name, alpha, channels: node.outputShape[node.outputShape.length - 1] };
}

type Elementwise = Exclude<ActivationName, 'softmax' | 'logSoftmax'>;

function value1(name: Elementwise, x: number, alpha: number): number {
  switch (name) {
    case 'linear':
      return x;
    case 'relu':
      return Math.max(0, x);
    case 'leakyRelu':
      return x > 0 ? x : alpha * x;
    case 'elu':
      return x > 0 ? x : alpha * Math.expm1(x);
    case 'gelu':
      return (x * (1 + erf(x / Math.SQRT2))) / 2;
    case 'tanh':
      return Math.tanh(x);
    case 'sigmoid':
      return 1 / (1 + Math.exp(-x));
    case 'swish':
      return x / (1 + Math.exp(-x));
    default:
      return unreachable(name);
  }
}

function slope(name: ActivationName, x: number, alpha: number): number {
  const sigmoid = 1 / (1 + Math.exp(-x));
  switch (name) {
    case 'linear':
      return 1;
    case 'relu':
      return x > 0 ? 1 : 0;
    case 'leakyRelu':
      return x > 0 ? 1 : alpha;
    case 'elu':
      return x > 0 ? 1 : alpha * Math.exp(x);
    case 'gelu':
      return (1 + erf(x / Math.SQRT2)) / 2 + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
    case 'tanh':
      return 1 - Math.tanh(x) ** 2;
    case 'sigmoid':
      return sigmoid * (1 - sigmoid);
    case 'swish':
      return sigmoid + x * sigmoid * (1 - sigmoid);
    default:
      throw new Error(`internal: ${name} is not elementwise`);
  }
}

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

function rowGradient(
  name: 'softmax' | 'logSoftmax',
  x: Float64Array,
  dy: Float64Array,
  channels: number,
): Float64Array {
  const p = softmax(x, channels);
  const dx = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += channels) {
    let sum = 0;
    for (let i = start; i < start + channels; i++) sum += name === 'softmax' ? dy[i] * p[i] : dy[i];
    for (let i = start; i < start + channels; i++)
      dx[i] = name === 'softmax' ? p[i] * (dy[i] - sum) : dy[i] - p[i] * sum;
  }
  return dx;
}

/** To 1e-15: the Maclaurin series near 0, the continued fraction of the complement beyond. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  if (a < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 100; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 100; n >= 1; n--) fraction = n / 2 / (a + fraction);
  return Math.sign(x) * (1 - Math.exp(-a * a) / (Math.sqrt(Math.PI) * (a + fraction)));
}
