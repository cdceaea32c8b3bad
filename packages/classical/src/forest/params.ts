import { paramChecks, withDefaults } from '../param-checks.js';
import { checkGrowth, type GrowthParams, refuseOthers } from '../tree/params.js';

/**
 * Parameters of `RandomForest` and `ExtraTrees`.
 *
 * | name | default | range | effect |
 * |---|---|---|---|
 * | `trees` | 100 | whole, 1 or more | number of trees, whose probabilities are averaged |
 * | `bootstrap` | true; `ExtraTrees` false | boolean | each tree is grown on as many rows drawn with replacement |
 * | `maxSamples` | null | share in (0, 1), whole number of rows; null: all | rows drawn for each tree; needs `bootstrap` |
 * | `oobScore` | false | boolean | also measures accuracy on the rows that trees were not grown on; needs `bootstrap` |
 * | `criterion`, `maxDepth`, `minSamplesSplit`, `minSamplesLeaf`, `maxFeatures`, `minImpurityDecrease` | as `DecisionTree`; `maxFeatures` `sqrt` | | of every tree |
 * | `engine` | `fast` | `fast`, `ml` | our own, or the npm package ml-random-forest (bootstrap, gini, one draw of columns per tree, majority vote) |
 */
export interface ForestParams extends GrowthParams {
  readonly trees: number;
  readonly bootstrap: boolean;
  readonly maxSamples: number | null;
  readonly oobScore: boolean;
  readonly engine: 'fast' | 'ml';
}

export type ForestKind = 'random-forest' | 'extra-trees';

const DEFAULTS: ForestParams = {
  trees: 100,
  bootstrap: true,
  maxSamples: null,
  oobScore: false,
  criterion: 'gini',
  maxDepth: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  maxFeatures: 'sqrt',
  minImpurityDecrease: 0,
  engine: 'fast',
};

export function forestParams(kind: ForestKind, given: Partial<ForestParams>): ForestParams {
  const params = withDefaults(kind, given, { ...DEFAULTS, bootstrap: kind === 'random-forest' });
  const check = paramChecks(kind);
  check.wholeNumber('trees', params.trees, 1);
  check.boolean('bootstrap', params.bootstrap);
  check.boolean('oobScore', params.oobScore);
  if (params.oobScore && !params.bootstrap) check.oneOf('oobScore without bootstrap', 'true', ['false']);
  const { maxSamples } = params;
  const isShare = maxSamples !== null && maxSamples > 0 && maxSamples < 1;
  if (maxSamples !== null && !isShare) check.wholeNumber('maxSamples', maxSamples, 1);
  if (maxSamples !== null && !params.bootstrap) check.oneOf('maxSamples without bootstrap', 'a number', ['null']);
  checkGrowth(kind, params);
  check.oneOf('engine', params.engine, kind === 'random-forest' ? ['fast', 'ml'] : ['fast']);
  if (params.engine === 'ml') {
    refuseOthers(kind, params, DEFAULTS, ['engine', 'trees', 'maxDepth', 'minSamplesSplit', 'maxFeatures']);
  }
  return Object.freeze(params);
}
