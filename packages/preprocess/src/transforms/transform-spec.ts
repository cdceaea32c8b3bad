/**
 * A preparation step as plain JSON, told apart by `kind`.
 *
 * | kind | does | default |
 * |---|---|---|
 * | `scale` | x * `factor` + `offset` | factor 1/255, offset 0 |
 * | `min-max` | the training rows' smallest value to 0, largest to 1, over all values or per feature | `per: 'feature'` |
 * | `standardize` | minus mean, over standard deviation (population), over all values, per feature or per channel | `per: 'feature'` |
 * | `flatten` | any shape to `[n]` | |
 * | `reshape` | to another shape of the same size | |
 * | `pca` | projection on the directions of largest variance, `whiten`: to unit variance | whiten false |
 */
export type TransformSpec =
  | ScaleSpec
  | MinMaxSpec
  | StandardizeSpec
  | { readonly kind: 'flatten' }
  | { readonly kind: 'reshape'; readonly shape: readonly number[] }
  | PcaSpec;

export interface ScaleSpec {
  readonly kind: 'scale';
  readonly factor?: number;
  readonly offset?: number;
}

export interface MinMaxSpec {
  readonly kind: 'min-max';
  readonly per?: 'global' | 'feature';
}

export interface StandardizeSpec {
  readonly kind: 'standardize';
  readonly per?: 'global' | 'feature' | 'channel';
  /**
   * Standard deviations below this count as it, so that a pixel that is nearly constant in training is not blown up at
   * prediction. Default 0: only exact zeros, as scikit-learn does, count as 1.
   */
  readonly floor?: number;
}

export interface PcaSpec {
  readonly kind: 'pca';
  /** How many directions are kept, from 1 to the smaller of rows and features. */
  readonly components: number;
  readonly whiten?: boolean;
}
