import type { Metric } from '@selvedge/compute';
import { paramChecks, withDefaults } from '../param-checks.js';

/**
 * Parameters of `Knn`.
 *
 * | name | default | range | effect |
 * |---|---|---|---|
 * | `k` | 5 | whole, 1 to the training rows | neighbours that vote |
 * | `metric` | `euclidean` | `euclidean`, `manhattan`, `cosine` | distance d between rows |
 * | `votes` | `uniform` | `uniform`, `distance`, `gaussian` | weight of a neighbour's vote: 1, 1/d, exp(-alpha d^2) |
 * | `alpha` | 1 | 0 or more | of the Gaussian votes: inverse squared bandwidth; 0 is one vote each |
 * | `scale` | 1 | above 0 | of the Gaussian votes: d is divided by it first. With bytes, 255 lets alpha refer to pixels / 255 |
 * | `engine` | `fast` | `fast`, `ml` | our own kernels, or the npm package ml-knn for the search (Euclidean) |
 */
export interface KnnParams {
  readonly k: number;
  readonly metric: Metric;
  readonly votes: 'uniform' | 'distance' | 'gaussian';
  readonly alpha: number;
  readonly scale: number;
  readonly engine: 'fast' | 'ml';
}

/** How neighbours vote: what one fit can answer in many variants. */
export type KnnCell = Pick<KnnParams, 'k' | 'votes' | 'alpha' | 'scale'>;

const DEFAULTS: KnnParams = { k: 5, metric: 'euclidean', votes: 'uniform', alpha: 1, scale: 1, engine: 'fast' };

export function knnParams(given: Partial<KnnParams>): KnnParams {
  const params = withDefaults('knn', given, DEFAULTS);
  const check = paramChecks('knn');
  check.wholeNumber('k', params.k, 1);
  check.oneOf('metric', params.metric, ['euclidean', 'manhattan', 'cosine']);
  check.oneOf('votes', params.votes, ['uniform', 'distance', 'gaussian']);
  check.number('alpha', params.alpha, { min: 0 });
  check.number('scale', params.scale, { above: 0 });
  check.oneOf('engine', params.engine, ['fast', 'ml']);
  if (params.engine === 'ml') check.oneOf('metric (engine ml)', params.metric, ['euclidean']);
  return Object.freeze(params);
}
