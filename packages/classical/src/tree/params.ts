import { SelvedgeError } from '@selvedge/data';
import { paramChecks, withDefaults } from '../param-checks.js';
import type { Criterion } from './criterion.js';

/** How many columns each node draws to choose from: all, a formula of their number, a share in (0, 1), or a count. */
export type MaxFeatures = 'all' | 'sqrt' | 'log2' | number;

/** Parameters that every tree of this package has, alone or in a forest. */
export interface GrowthParams {
  readonly criterion: Criterion;
  readonly maxDepth: number | null;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  readonly maxFeatures: MaxFeatures;
  readonly minImpurityDecrease: number;
}

/**
 * Parameters of `DecisionTree`.
 *
 * | name | default | range | effect |
 * |---|---|---|---|
 * | `criterion` | `gini` | `gini`, `entropy` | impurity that splits lower |
 * | `maxDepth` | null | whole, 1 or more; null: no limit | nodes this deep (the root has depth 0) are leaves |
 * | `minSamplesSplit` | 2 | whole, 2 or more | nodes with fewer rows are leaves |
 * | `minSamplesLeaf` | 1 | whole, 1 or more | no split leaves fewer rows on a side |
 * | `maxFeatures` | `all` | `all`, `sqrt`, `log2`, a share in (0, 1), a whole number | columns drawn at each node |
 * | `minImpurityDecrease` | 0 | 0 or more | splits that lower the tree's impurity by less are not made |
 * | `ccpAlpha` | 0 | 0 or more | cost-complexity pruning: a fork must lower the impurity by so much per leaf that it adds |
 * | `splitter` | `best` | `best`, `random` | every cut of a column, or one at random |
 * | `smoothing` | 0 | 0 or more | added to each class of a leaf before shares are taken. 0.5 is what mltools does |
 * | `engine` | `fast` | `fast`, `ml` | our own, or the npm package ml-cart (gini, maxDepth and minSamplesSplit alone) |
 */
export interface DecisionTreeParams extends GrowthParams {
  readonly ccpAlpha: number;
  readonly splitter: 'best' | 'random';
  readonly smoothing: number;
  readonly engine: 'fast' | 'ml';
}

const DEFAULTS: DecisionTreeParams = {
  criterion: 'gini',
  maxDepth: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  maxFeatures: 'all',
  minImpurityDecrease: 0,
  ccpAlpha: 0,
  splitter: 'best',
  smoothing: 0,
  engine: 'fast',
};

export function decisionTreeParams(given: Partial<DecisionTreeParams>): DecisionTreeParams {
  const params = withDefaults('decision-tree', given, DEFAULTS);
  const check = paramChecks('decision-tree');
  checkGrowth('decision-tree', params);
  check.number('ccpAlpha', params.ccpAlpha, { min: 0 });
  check.oneOf('splitter', params.splitter, ['best', 'random']);
  check.number('smoothing', params.smoothing, { min: 0 });
  check.oneOf('engine', params.engine, ['fast', 'ml']);
  if (params.engine === 'ml')
    refuseOthers('decision-tree', params, DEFAULTS, ['engine', 'maxDepth', 'minSamplesSplit']);
  return Object.freeze(params);
}

/** @throws SelvedgeError `invalid-argument` for a value outside its range */
export function checkGrowth(what: string, params: GrowthParams): void {
  const check = paramChecks(what);
  check.oneOf('criterion', params.criterion, ['gini', 'entropy']);
  if (params.maxDepth !== null) check.wholeNumber('maxDepth', params.maxDepth, 1);
  check.wholeNumber('minSamplesSplit', params.minSamplesSplit, 2);
  check.wholeNumber('minSamplesLeaf', params.minSamplesLeaf, 1);
  check.number('minImpurityDecrease', params.minImpurityDecrease, { min: 0 });
  const { maxFeatures } = params;
  const isShare = typeof maxFeatures === 'number' && maxFeatures > 0 && maxFeatures < 1;
  if (typeof maxFeatures === 'number' && !isShare) check.wholeNumber('maxFeatures', maxFeatures, 1);
  if (typeof maxFeatures !== 'number') check.oneOf('maxFeatures', maxFeatures, ['all', 'sqrt', 'log2']);
}

/** The number of columns that a node draws. */
export function countOfFeatures(maxFeatures: MaxFeatures, columns: number): number {
  if (maxFeatures === 'all') return columns;
  if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(columns)));
  if (maxFeatures === 'log2') return Math.max(1, Math.floor(Math.log2(columns)));
  return maxFeatures < 1 ? Math.max(1, Math.floor(maxFeatures * columns)) : Math.min(columns, maxFeatures);
}

/**
 * Refuses parameters that an engine would ignore.
 *
 * @throws SelvedgeError `unsupported`
 */
export function refuseOthers<P extends object>(
  what: string,
  params: P,
  defaults: P,
  known: readonly (keyof P)[],
): void {
  for (const name of Object.keys(defaults) as (keyof P)[]) {
    if (known.includes(name) || params[name] === defaults[name]) continue;
    throw new SelvedgeError(
      'unsupported',
      `${what}: engine 'ml' has no ${String(name)} (got ${JSON.stringify(params[name])}); it knows ${known.join(', ')}. Use engine 'fast'.`,
    );
  }
}
