// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
import type { Filled } from '@selvedge/component';

/** Histograms of oriented gradients, of images. */
export interface HogSpec {
  readonly kind: 'hog';
  /**
   * Bins of the gradient's direction. Whole, from 2 to 64.
   * @defaultValue 9
   */
  readonly orientations?: number;
  /**
   * Pixels of a cell's side. Whole, from 2 to 1000.
   * @defaultValue 4
   */
  readonly cell?: number;
  /**
   * Cells of a block's side; blocks overlap by all but one cell. Whole, from 1 to 1000.
   * @defaultValue 2
   */
  readonly block?: number;
  /**
   * Directions over 360 degrees instead of 180.
   * @defaultValue false
   */
  readonly signed?: boolean;
}

/** With the defaults filled in. */
export type HogParams = Filled<HogSpec, 'orientations' | 'cell' | 'block' | 'signed'>;

/** Nearness to patches learned from the training images. */
export interface PatchesSpec {
  readonly kind: 'patches';
  /**
   * Pixels of a patch's side. Whole, from 2 to 1000.
   * @defaultValue 6
   */
  readonly size?: number;
  /**
   * Patches that k-means learns. Whole, from 2 to 100000.
   * @defaultValue 200
   */
  readonly features?: number;
  /**
   * Each feature is averaged over cells x cells regions of the image. Whole, from 1 to 1000.
   * @defaultValue 3
   */
  readonly cells?: number;
  /**
   * Patches to learn from; at least `features`. Whole, from 1 to 10000000.
   * @defaultValue 100000
   */
  readonly samples?: number;
  /**
   * Rounds of k-means. Whole, from 1 to 10000.
   * @defaultValue 10
   */
  readonly iterations?: number;
  /**
   * Added to the variances that whitening divides by. Above 0.
   * @defaultValue 0.1
   */
  readonly whitening?: number;
  /**
   * Added to a patch's variance (pixels from 0 to 1) before it is divided by its deviation. Above 0.
   * @defaultValue 0.01
   */
  readonly contrast?: number;
}

/** With the defaults filled in. */
export type PatchesParams = Filled<
  PatchesSpec,
  'size' | 'features' | 'cells' | 'samples' | 'iterations' | 'whitening' | 'contrast'
>;

/** A preparation step, fitted on training rows alone. */
export type FeatureSpec = HogSpec | PatchesSpec;
