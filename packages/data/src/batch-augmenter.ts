import type { LabelledRows } from './dataset.js';
import type { Matrix } from './matrix.js';

/** A batch as a network is to see it. */
export interface AugmentedBatch {
  readonly features: Matrix;
  /** Only where labels were mixed (mixup, cutmix): probabilities, rows x classes. */
  readonly targets?: Matrix<Float32Array>;
}

/** Augmentation of one training set, opened for one `fit`. */
export interface AugmentationSession {
  /**
   * The named rows of the training set, changed at random, in the given order. The same (seed, epoch, row) always
   * gives the same image, whatever was asked before, so a resumed run sees what an uninterrupted one would have.
   * Several requests may be under way at once.
   */
  batch(rows: Uint32Array, epoch: number): Promise<AugmentedBatch>;
  close(): Promise<void>;
}

/** Random changes of training images: what `preprocess` makes and a trainer consumes. */
export interface BatchAugmenter {
  /** Plain JSON that names the operations and their parameters. */
  readonly params: unknown;
  /** @param shape - of one row, `[height, width, channels]` */
  open(train: LabelledRows, shape: readonly number[], options: { readonly seed: number }): Promise<AugmentationSession>;
}
