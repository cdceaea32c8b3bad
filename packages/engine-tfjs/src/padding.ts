/** Pads come from Keras's 'same' or 'valid', which TensorFlow.js works out in the same way. */
export const paddingOf = (pads: readonly number[]): 'same' | 'valid' =>
  pads.some((pad) => pad > 0) ? 'same' : 'valid';
