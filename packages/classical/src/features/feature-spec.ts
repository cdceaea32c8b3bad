/**
 * A feature extractor as plain JSON, told apart by `kind`.
 *
 * `hog`: histograms of oriented gradients.
 *
 * | name | default | range | effect |
 * |---|---|---|---|
 * | `orientations` | 9 | whole, 2 to 64 | bins of the gradient's direction |
 * | `cell` | 4 | whole, 2 or more | pixels of a cell's side |
 * | `block` | 2 | whole, 1 or more | cells of a block's side; blocks overlap by all but one cell |
 * | `signed` | false | boolean | directions over 360 degrees instead of 180 |
 *
 * `patches`: nearness to patches learned from the training images.
 *
 * | name | default | range | effect |
 * |---|---|---|---|
 * | `size` | 6 | whole, 2 or more | pixels of a patch's side |
 * | `features` | 200 | whole, 2 or more | patches learned by k-means |
 * | `cells` | 3 | whole, 1 or more | every feature is averaged over cells x cells regions of the image |
 * | `samples` | 100,000 | whole, `features` or more | patches drawn to learn from |
 * | `iterations` | 10 | whole, 1 or more | of k-means |
 * | `whitening` | 0.1 | above 0 | added to the variances that whitening divides by |
 * | `contrast` | 0.01 | above 0 | added to a patch's variance (pixels from 0 to 1) before it is divided by its deviation |
 */
export type FeatureSpec =
  | ({ readonly kind: 'hog' } & Partial<HogParams>)
  | ({ readonly kind: 'patches' } & Partial<PatchParams>);

export interface HogParams {
  readonly orientations: number;
  readonly cell: number;
  readonly block: number;
  readonly signed: boolean;
}

export interface PatchParams {
  readonly size: number;
  readonly features: number;
  readonly cells: number;
  readonly samples: number;
  readonly iterations: number;
  readonly whitening: number;
  readonly contrast: number;
}

/** Every kind of extractor. */
export const FEATURE_KINDS: readonly FeatureSpec['kind'][] = ['hog', 'patches'];
