import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './tensorflow.js';

/** Pads come from Keras's 'same' or 'valid', which TensorFlow.js works out in the same way. */
export const paddingOf = (pads: readonly number[]): 'same' | 'valid' =>
  pads.some((pad) => pad > 0) ? 'same' : 'valid';

/** Zeros around images: top, bottom, left, right. */
export const padded = (
  tf: TensorFlow,
  images: Tensor4D,
  [top, bottom, left, right]: readonly [number, number, number, number],
): Tensor4D =>
  tf.pad(images, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
