import type * as Tf from '@tensorflow/tfjs-core';

/** TensorFlow.js as loaded, whichever backend computes. */
export type TensorFlow = typeof Tf;
