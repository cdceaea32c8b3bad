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
