import { checkSampleWeight } from '@selvedge/data/checks';

/** How much each row counts in a metric. */
export interface WeightOptions {
  /** A weight of 0 or more for each row; default 1 each. scikit-learn's `sample_weight`. */
  readonly sampleWeight?: ArrayLike<number> | undefined;
}

/**
 * The weights of rows, checked.
 *
 * @returns undefined where each counts 1
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: see `checkSampleWeight`
 */
export const weightOfRows = (what: string, options: WeightOptions, rows: number): Float64Array | undefined =>
  checkSampleWeight(what, options.sampleWeight, rows);
