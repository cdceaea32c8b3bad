import { unreachable } from '@selvedge/data';
import type { ActivationName } from '@selvedge/networks';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './tensorflow.js';

export function activate(tf: TensorFlow, x: Tensor, name: ActivationName, alpha: number): Tensor {
  switch (name) {
    case 'linear':
      return x;
    case 'relu':
      return tf.relu(x);
    case 'leakyRelu':
      return tf.leakyRelu(x, alpha);
    case 'elu':
      return tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.minimum(x, 0))));
    case 'gelu':
      return tf.mul(x, tf.mul(0.5, tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))));
    case 'tanh':
      return tf.tanh(x);
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'softmax':
      return tf.softmax(x);
    case 'logSoftmax':
      return tf.logSoftmax(x);
    case 'swish':
      return tf.mul(x, tf.sigmoid(x));
    default:
      return unreachable(name);
  }
}
