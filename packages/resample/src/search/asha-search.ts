import type { Classifier, LabelledRows } from '@selvedge/data';
import { type SearchOptions, type SearchResult, searchClassifier } from './search-classifier.js';
import type { Draw } from './search-spec.js';

/** What a search by asynchronous successive halving tries. */
export interface AshaSearchOptions extends SearchOptions {
  /** Lists or ranges by parameter: `{ C: { logUniform: [1e-3, 1e3] } }`. */
  readonly over: Readonly<Record<string, Draw>>;
  /** Settings that begin, no two alike. Default 30. */
  readonly maxTrials?: number;
  /** Seconds after which no further trial begins. Default no limit. */
  readonly maxTime?: number;
  /** The parameter that grows from rung to rung, for instance `maxIter`. */
  readonly resource: string;
  /** Its value on the first rung. Default 1. */
  readonly minResource?: number;
  /** Its value on the last rung. */
  readonly maxResource: number;
  /** The best 1/reductionFactor of a rung go on, with reductionFactor times the resource. Default 3. */
  readonly reductionFactor?: number;
}

/**
 * Tries many parameters with a small resource and goes on at once with those that are among the best of their rung so far
 * (Optuna's `SuccessiveHalvingPruner`, Ray Tune's `ASHAScheduler`). The winner is the best of the highest rung.
 *
 * @param classifier - has the parameters that are not searched
 * @throws SelvedgeError `invalid-argument` for nothing to draw from or a value that the classifier refuses; as `crossValidate`
 * @see Li et al., A system for massively parallel hyperparameter tuning, MLSys 2020
 */
export const ashaSearch = <Params>(
  classifier: Classifier<Params>,
  rows: LabelledRows,
  options: AshaSearchOptions,
): Promise<SearchResult<Params>> => {
  const { over = {}, maxTrials = 30, maxTime, resource, minResource = 1, maxResource, reductionFactor = 3 } = options;
  const limit = maxTime === undefined ? {} : { maxTime };
  const spec = {
    kind: 'asha',
    over,
    maxTrials,
    ...limit,
    resource,
    minResource,
    maxResource,
    reductionFactor,
  } as const;
  return searchClassifier('ashaSearch', classifier, rows, spec, options);
};
