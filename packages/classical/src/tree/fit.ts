import { sharedBuffer } from '@selvedge/compute/workers';
import { createRng, type FitOptions } from '@selvedge/data';
import { loadMljs } from '../load-mljs.js';
import type { DecisionTreeParams } from '../specs.generated.js';
import type { WeightedRows } from '../weighted-rows.js';
import { growTree } from './grow-tree.js';
import { withCounts } from './ml-tree.js';
import { rootKey } from './node-random.js';
import type { TreeNodes } from './nodes.js';
import { prepareProblem } from './prepare-problem.js';
import { packCode } from './problem.js';
import { pruneTree } from './prune.js';

/** Grows the tree of a `DecisionTree`, on rows that were checked, with the engine that its params name. */
export async function fitTree(
  params: DecisionTreeParams,
  weighted: WeightedRows,
  options: FitOptions,
): Promise<TreeNodes> {
  const { train } = weighted;
  const { labels, classes } = train;
  if (params.engine === 'mljs') {
    const ml = await loadMljs('decision-tree');
    return withCounts(ml.growTree(train, params), train);
  }
  const problem = await prepareProblem('decision-tree', params, params.splitter, weighted, options);
  const codes = new Int32Array(sharedBuffer(labels.length * 4));
  for (let row = 0; row < labels.length; row++) codes[row] = packCode(labels[row], 1);
  const key = rootKey(createRng(options.seed ?? 0).fork('decision-tree'));
  const grown = await growTree(problem, codes, key, options);
  return params.ccpAlpha > 0 ? pruneTree(grown, classes.length, params.ccpAlpha) : grown;
}
