import type { Classifier, LabelledRows } from '@selvedge/data';
import { type SearchOptions, type SearchResult, searchClassifier } from './search-classifier.js';
import type { Draw } from './search-spec.js';

/** What a search by the tree-structured Parzen estimator tries. */
export interface TpeSearchOptions extends SearchOptions {
  /** Lists or ranges by parameter: `{ k: { integer: [1, 50] }, C: { logUniform: [1e-3, 1e3] } }`. */
  readonly over: Readonly<Record<string, Draw>>;
  /** Trials, no two alike. Default 30. */
  readonly maxTrials?: number;
  /** Seconds after which no further trial begins. Default no limit. */
  readonly maxTime?: number;
  /** Random draws before the first that goes by scores. Default 10. */
  readonly startupTrials?: number;
}

/**
 * Tries parameters that are likely among the best so far (Optuna's `TPESampler`). The same seed draws the same trials.
 *
 * @param classifier - has the parameters that are not searched
 * @throws SelvedgeError `invalid-argument` for nothing to draw from or a value that the classifier refuses; as `crossValidate`
 * @see Bergstra et al., Algorithms for hyper-parameter optimization, NeurIPS 2011
 */
export const tpeSearch = <Params>(
  classifier: Classifier<Params>,
  rows: LabelledRows,
  options: TpeSearchOptions,
): Promise<SearchResult<Params>> => {
  const { over = {}, maxTrials = 30, maxTime, startupTrials } = options;
  const limits = { ...(maxTime !== undefined && { maxTime }), ...(startupTrials !== undefined && { startupTrials }) };
  return searchClassifier('tpeSearch', classifier, rows, { kind: 'tpe', over, maxTrials, ...limits }, options);
};
