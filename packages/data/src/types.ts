// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { AugmentationSession, AugmentedBatch, BatchAugmenter } from './batch-augmenter.js';
export type { FiniteOptions, MissingOptions } from './check-rows.js';
export type { ScoreOptions } from './classifier.js';
export type { ColumnMoments } from './column-moments.js';
export type { Provenance } from './dataset.js';
export type { ErrorCode } from './errors.js';
export type { ImageOptions } from './image-options.js';
export type { EpochProgress } from './progress.js';
export type { RngState } from './rng.js';
export type { FittedForm, RowForm } from './row-form.js';
export type { Json, NumericArray, TensorValues } from './saved-state.js';
