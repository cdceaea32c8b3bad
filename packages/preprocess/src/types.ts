// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { AugmenterOptions } from './augment/create-augmenter.js';
export type { CorruptOptions } from './corruptions/corrupt.js';
export type { FillMode } from './images/sample-affine.js';
export type { EncodedLabels } from './labels/encode-labels.js';
export type { LabelNoiseSpec, NoisyLabels } from './labels/label-noise.js';
export type { TrainTestSplitOptions } from './splits/train-test-split.js';
