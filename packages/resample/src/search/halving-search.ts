import type { Classifier, LabelledRows } from '@selvedge/data';
import type { RandomSearchOptions } from './random-search.js';
import { type SearchResult, searchClassifier } from './search-classifier.js';

/** What a search by successive halving tries. */
export interface HalvingSearchOptions extends RandomSearchOptions {
  /** The parameter that grows from rung to rung, for instance `maxIter`. */
  readonly resource: string;
  /** Its value on the first rung. */
  readonly from: number;
  /** Its value on the last rung. */
  readonly to: number;
  /** The best 1/factor of a rung go on, with factor times the resource; a whole number of at least 2. Default 3. */
  readonly factor?: number;
}

/**
 * Tries many parameters with a small resource, the best 1/factor of them with factor times as much, and so on
 * (scikit-learn's `HalvingRandomSearchCV`). The winner is the best of the last rung.
 *
 * @param classifier - has the parameters that are not searched
 * @throws SelvedgeError `invalid-argument` for nothing to draw from or a value that the classifier refuses; as `crossValidate`
 */
export const halvingSearch = <Params>(
  classifier: Classifier<Params>,
  rows: LabelledRows,
  options: HalvingSearchOptions,
): Promise<SearchResult<Params>> => {
  const { over = {}, samples = 10, resource, from, to, factor = 3 } = options ?? {};
  const spec = { kind: 'successive-halving', over, samples, resource, from, to, factor } as const;
  return searchClassifier('halvingSearch', classifier, rows, spec, options);
};
