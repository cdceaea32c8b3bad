export { augmentations } from './augment/augmentations.js';
export { type AugmenterOptions, createAugmenter } from './augment/create-augmenter.js';
export { CORRUPTIONS, type CorruptionKind, type CorruptOptions, corrupt } from './corruptions/corrupt.js';
export type { FillMode } from './images/sample-affine.js';
export { addLabelNoise, type LabelNoiseSpec, type NoisyLabels } from './labels/label-noise.js';
export { oneHot } from './labels/one-hot.js';
export type { AugmentSpec } from './specs.generated.js';
export { type Split, split } from './splits/split.js';
export type { RowSpan, SplitSpec } from './splits/split-spec.js';
export {
  applyTransforms,
  createTransform,
  fitTransforms,
  loadTransform,
  TRANSFORM_KINDS,
} from './transforms/create-transform.js';
export type { MinMaxSpec, PcaSpec, ScaleSpec, StandardizeSpec, TransformSpec } from './transforms/transform-spec.js';
export { fittedWithTransforms, loadPrepared, PREPARED_FORMAT, withTransforms } from './transforms/with-transforms.js';
