import type { Classifier, LabelledRows } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { type SearchOptions, type SearchResult, searchClassifier } from './search-classifier.js';

/** What a grid search tries. */
export interface GridSearchOptions extends SearchOptions {
  /** Values by parameter: `{ k: [1, 3, 5], weights: ['uniform', 'distance'] }`. Every combination is tried. */
  readonly over: Readonly<Record<string, readonly Json[]>>;
}

/**
 * Tries every combination of parameters over the same folds (scikit-learn's `GridSearchCV`).
 *
 * @param classifier - has the parameters that are not searched
 * @throws SelvedgeError `invalid-argument` for no values, more than 10,000 trials or a value that the classifier refuses;
 * as `crossValidate`
 */
export const gridSearch = <Params>(
  classifier: Classifier<Params>,
  rows: LabelledRows,
  options: GridSearchOptions,
): Promise<SearchResult<Params>> =>
  searchClassifier('gridSearch', classifier, rows, { kind: 'grid', over: options?.over ?? {} }, options);
