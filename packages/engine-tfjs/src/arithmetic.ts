import type { Arithmetic } from '@selvedge/networks/types';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './tensorflow.js';

/** Formulas of activations in tensors. Gradients are TensorFlow's own, so only values are computed this way. */
export const tensorArithmetic = (tf: TensorFlow): Arithmetic<Tensor> => ({
  add: (a, b) => tf.add(a, b),
  subtract: (a, b) => tf.sub(a, b),
  multiply: (a, b) => tf.mul(a, b),
  exp: (x) => tf.exp(x),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
  erf: (x) => tf.erf(x),
  softplus: (x) => tf.softplus(x),
  relu: (x) => tf.relu(x),
  leakyRelu: (x, alpha) => tf.leakyRelu(x, alpha),
  elu: (x, alpha) => tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.minimum(x, 0)))),
  hardSigmoid: (x, slope, offset) => tf.clipByValue(tf.add(tf.mul(x, slope), offset), 0, 1),
  isPositive: (x) => tf.cast(tf.greater(x, 0), 'float32'),
  wherePositive: (x, a, b) => tf.where(tf.greater(x, 0), tensorOf(tf, a), tensorOf(tf, b)),
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  sumOfLastAxis: (x) => tf.sum(x, -1, true),
});

const tensorOf = (tf: TensorFlow, value: Tensor | number): Tensor =>
  typeof value === 'number' ? tf.scalar(value) : value;
