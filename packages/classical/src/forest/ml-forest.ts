import type { LabelledRows } from '@selvedge/data';
import type { GrownTree } from '@selvedge/mljs/types';
import { loadMljs } from '../load-mljs.js';
import { withCounts } from '../tree/ml-tree.js';
import { LEAF, type TreeNodes } from '../tree/nodes.js';
import { countOfFeatures } from '../tree/params.js';
import type { ForestParams } from './params.js';

/** Grows a forest with ml-random-forest. Runs on the caller's thread and cannot be stopped. */
export async function growMlForest(params: ForestParams, train: LabelledRows, seed: number): Promise<TreeNodes[]> {
  const { growForest } = await loadMljs('random-forest');
  const maxFeatures = countOfFeatures(params.maxFeatures, train.features.columns);
  return growForest(train, { ...params, maxFeatures, seed }).map((tree) => ({
    ...withCounts(tree, train),
    counts: votesOf(tree, train.classes.length),
  }));
}

/** Its trees vote for one class each and ours average shares: leaves that hold one class alone make the two equal. */
function votesOf({ feature, label }: GrownTree, classes: number): Float32Array {
  const counts = new Float32Array(feature.length * classes);
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] === LEAF) counts[node * classes + label[node]] = 1;
  }
  return counts;
}
