import type { NodeOperation } from '@selvedge/networks/types';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { padded, paddingOf } from './padding.js';
import type { TensorFlow } from './tensorflow.js';

/**
 * TensorFlow.js has no grouped convolution: groups are convolved one by one, as in the definition.
 * The WASM backend is wrong where `same` pads one axis and strides skip the end of the other; so padding is explicit
 * there.
 */
export function convolve(
  tf: TensorFlow,
  image: Tensor4D,
  kernel: Tensor4D,
  operation: Extract<NodeOperation, { kind: 'conv2d' }>,
): Tensor {
  const { strides, groups } = operation;
  const isExplicit = paddingOf(operation.pads) === 'same' && skipsAnEnd(image.shape, operation);
  const x = isExplicit ? padded(tf, image, operation.pads) : image;
  const padding = isExplicit ? 'valid' : paddingOf(operation.pads);
  if (groups === 1) return tf.conv2d(x, kernel, [...strides], padding);
  const inputs: Tensor4D[] = tf.split(x, groups, 3);
  const kernels: Tensor4D[] = tf.split(kernel, groups, 3);
  return tf.concat(
    inputs.map((part, at) => tf.conv2d(part, kernels[at], [...strides], padding)),
    3,
  );
}

/** Whether rows or columns at the end of the image lie in no window. */
function skipsAnEnd(
  shape: Tensor4D['shape'],
  { kernelSize, strides }: Extract<NodeOperation, { kind: 'conv2d' }>,
): boolean {
  return [0, 1].some((axis) => {
    const windows = Math.ceil(shape[axis + 1] / strides[axis]);
    return (windows - 1) * strides[axis] + kernelSize[axis] < shape[axis + 1];
  });
}
