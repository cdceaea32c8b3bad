import { paramChecks, withDefaults } from '../param-checks.js';

/**
 * Parameters of `GradientBoosting`.
 *
 * | name | default | range | effect |
 * |---|---|---|---|
 * | `iterations` | 100 | whole, 1 or more | rounds; each grows one tree per class |
 * | `learningRate` | 0.1 | above 0, at most 1 | every leaf's value is multiplied by it |
 * | `maxLeaves` | 31 | whole, 2 or more | leaves of a tree, grown where the loss falls most |
 * | `maxDepth` | null | whole, 1 or more; null: no limit | nodes this deep are leaves |
 * | `minChildWeight` | 1 | 0 or more | least sum of second derivatives, p (1 - p) of each row, in a leaf |
 * | `l2` | 1 | 0 or more | added to that sum: shrinks the values of small leaves |
 * | `minGain` | 0 | 0 or more | splits that lower the loss by no more are not made |
 * | `subsample` | 1 | above 0, at most 1 | share of the rows drawn, without replacement, for each round |
 * | `columnSample` | 1 | above 0, at most 1 | share of the columns drawn for each tree |
 * | `patience` | null | whole, 1 or more; null: never | stops after so many rounds without a lower loss on held-out rows, and keeps the best round |
 * | `validationFraction` | 0.1 | in (0, 1) | rows held out for `patience` where `fit` is given no validation rows |
 */
export interface GradientBoostingParams {
  readonly iterations: number;
  readonly learningRate: number;
  readonly maxLeaves: number;
  readonly maxDepth: number | null;
  readonly minChildWeight: number;
  readonly l2: number;
  readonly minGain: number;
  readonly subsample: number;
  readonly columnSample: number;
  readonly patience: number | null;
  readonly validationFraction: number;
}

export const BOOSTING = 'gradient-boosting';

const DEFAULTS: GradientBoostingParams = {
  iterations: 100,
  learningRate: 0.1,
  maxLeaves: 31,
  maxDepth: null,
  minChildWeight: 1,
  l2: 1,
  minGain: 0,
  subsample: 1,
  columnSample: 1,
  patience: null,
  validationFraction: 0.1,
};

export function gradientBoostingParams(given: Partial<GradientBoostingParams>): GradientBoostingParams {
  const params = withDefaults(BOOSTING, given, DEFAULTS);
  const check = paramChecks(BOOSTING);
  check.wholeNumber('iterations', params.iterations, 1);
  check.number('learningRate', params.learningRate, { above: 0, max: 1 });
  check.wholeNumber('maxLeaves', params.maxLeaves, 2, 65_536);
  if (params.maxDepth !== null) check.wholeNumber('maxDepth', params.maxDepth, 1);
  check.number('minChildWeight', params.minChildWeight, { min: 0 });
  check.number('l2', params.l2, { min: 0 });
  check.number('minGain', params.minGain, { min: 0 });
  check.number('subsample', params.subsample, { above: 0, max: 1 });
  check.number('columnSample', params.columnSample, { above: 0, max: 1 });
  if (params.patience !== null) check.wholeNumber('patience', params.patience, 1);
  check.number('validationFraction', params.validationFraction, { above: 0, max: 0.999 });
  return Object.freeze(params);
}
