import { checkSampleWeight } from '@selvedge/data/checks';
import { checkMetricOptions } from './metric-options.js';

/** How much each row counts in a metric. */
export interface WeightOptions {
  /** A weight of 0 or more for each row; default 1 each. scikit-learn's `sample_weight`. */
  readonly sampleWeight?: ArrayLike<number> | undefined;
}

/**
 * The weights of rows, checked.
 *
 * @param more - names of other options that the metric reads itself
 * @returns undefined where each counts 1
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: see `checkSampleWeight`; for an unknown option
 */
export function weightOfRows(
  what: string,
  options: WeightOptions,
  rows: number,
  more: readonly string[] = [],
): Float64Array | undefined {
  checkMetricOptions(what, options, ['sampleWeight', ...more]);
  return checkSampleWeight(what, options.sampleWeight, rows);
}
