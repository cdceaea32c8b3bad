export {
  argmaxRows,
  type Classifier,
  type FitOptions,
  type FittedClassifier,
  type PredictOptions,
  predictedLabels,
  shareOfEqual,
} from './classifier.js';
export {
  countByClass,
  type Dataset,
  dataset,
  type LabelledRows,
  type Labels,
  selectFrom,
  selectLabelled,
} from './dataset.js';
export { didYouMean } from './did-you-mean.js';
export { SelvedgeError } from './errors.js';
export { type Matrix, matrix, type Numbers, selectRows } from './matrix.js';
export { stratifiedPartition } from './partition.js';
export type { OnProgress, Progress } from './progress.js';
export { createRng, type Rng, type Seed } from './rng.js';
export { type RowIndices, rowIndices, rowRange } from './row-indices.js';
export { decodeSafetensors, encodeSafetensors } from './safetensors.js';
export type { SavedState, Tensor } from './saved-state.js';
export type { FittedTransform, ShapedRows, Transform } from './transform.js';
