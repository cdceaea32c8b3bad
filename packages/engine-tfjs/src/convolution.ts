import type { NodeOperation } from '@selvedge/networks';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { paddingOf } from './padding.js';
import type { TensorFlow } from './tensorflow.js';

/** TensorFlow.js has no grouped convolution: groups are convolved one by one, as in the definition. */
export function convolve(
  tf: TensorFlow,
  x: Tensor4D,
  kernel: Tensor4D,
  { strides, pads, groups }: Extract<NodeOperation, { kind: 'conv2d' }>,
): Tensor {
  const padding = paddingOf(pads);
  if (groups === 1) return tf.conv2d(x, kernel, [...strides], padding);
  const inputs: Tensor4D[] = tf.split(x, groups, 3);
  const kernels: Tensor4D[] = tf.split(kernel, groups, 3);
  return tf.concat(
    inputs.map((part, at) => tf.conv2d(part, kernels[at], [...strides], padding)),
    3,
  );
}
