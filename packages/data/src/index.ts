export type { AugmentationSession, AugmentedBatch, BatchAugmenter } from './batch-augmenter.js';
export { bytesOf } from './bytes-of.js';
export {
  checkColumns,
  checkFinite,
  checkHeldOutRows,
  checkNumbers,
  checkPredictionRows,
  checkRowParts,
  checkTrainingRows,
  checkTwoClasses,
} from './check-rows.js';
export {
  argmaxRows,
  type Classifier,
  countEqual,
  type FitOptions,
  type FittedClassifier,
  type PredictOptions,
  shareOfEqual,
} from './classifier.js';
export { centredRows, columnMoments, farCentres, isConstant } from './column-moments.js';
export { cores } from './cores.js';
export {
  checkLabels,
  countByClass,
  type Dataset,
  dataset,
  type LabelledRows,
  type Labels,
  type Provenance,
  selectFrom,
  selectLabelled,
} from './dataset.js';
export { didYouMean } from './did-you-mean.js';
export { type ErrorCode, messageOf, SelvedgeError, throwIfAborted, unreachable } from './errors.js';
export { escapeXml } from './escape-xml.js';
export { finalizeMurmur3 } from './finalize-murmur3.js';
export { checkSize, type Matrix, matrix, type Numbers, rowView, selectRows, toFloat32 } from './matrix.js';
export { type NameCatalogue, type NamedDefinition, nameCatalogue } from './name-catalogue.js';
export { onlyBooleans, onlyFields, shown } from './only-fields.js';
export { groupedPartition, partition, stratifiedDraw, stratifiedPartition } from './partition.js';
export type { OnProgress, Progress } from './progress.js';
export { respelled } from './respelled.js';
export { createRng, type Rng, type Seed } from './rng.js';
export { type RowIndices, rowIndices, rowRange } from './row-indices.js';
export { decodeSafetensors, encodeSafetensors } from './safetensors.js';
export type { Json, NumericArray, SavedState, Tensor, TensorValues } from './saved-state.js';
export { numbersIn } from './shape.js';
export type { FittedTransform, ShapedRows, Transform } from './transform.js';
