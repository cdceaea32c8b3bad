import type { Classifier, LabelledRows } from '@selvedge/data';
import { type SearchOptions, type SearchResult, searchClassifier } from './search-classifier.js';
import type { Draw } from './search-spec.js';

/** What a random search tries. */
export interface RandomSearchOptions extends SearchOptions {
  /** Lists or ranges by parameter: `{ k: { integer: [1, 50] }, C: { logUniform: [1e-3, 1e3] } }`. */
  readonly over: Readonly<Record<string, Draw>>;
  /** Trials, no two alike: fewer where finite lists run out. Default 10. */
  readonly samples?: number;
}

/**
 * Tries parameters drawn at random over the same folds (scikit-learn's `RandomizedSearchCV`). The same seed draws the same
 * trials, and a pipeline's `sweep` of kind `random` draws them too.
 *
 * @param classifier - has the parameters that are not searched
 * @throws SelvedgeError `invalid-argument` for nothing to draw from or a value that the classifier refuses; as `crossValidate`
 * @see Bergstra & Bengio, Random search for hyper-parameter optimization, JMLR 13 (2012)
 */
export const randomSearch = <Params>(
  classifier: Classifier<Params>,
  rows: LabelledRows,
  options: RandomSearchOptions,
): Promise<SearchResult<Params>> => {
  const { over = {}, samples = 10 } = options ?? {};
  return searchClassifier('randomSearch', classifier, rows, { kind: 'random', over, samples }, options);
};
