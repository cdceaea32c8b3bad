import type { LabelledRows } from '@selvedge/data';
import { DecisionTreeClassifier } from 'ml-cart';
import { nestedRows } from '../nested-rows.js';
import { type GrownTree, grownTree } from './grown-tree.js';
import type { MlTreeOptions } from './ml-node.js';

/** What may be asked of ml-cart. */
export interface TreeOptions {
  /** Nodes this deep are leaves (the root has depth 0); null: no limit. */
  readonly maxDepth: number | null;
  /** Nodes with fewer rows are leaves. */
  readonly minSamplesSplit: number;
}

/** Grows a classification tree with ml-cart. Runs on the caller's thread and cannot be stopped. */
export function growTree(train: LabelledRows, options: TreeOptions): GrownTree {
  const tree = new DecisionTreeClassifier(mlTreeOptions(options));
  tree.train(nestedRows(train.features), [...train.labels]);
  return grownTree(tree.root, (column) => column);
}

/** Its own default stops at a gain of 0.01; ours does not. A node of `minNumSamples` rows or fewer is a leaf. */
export function mlTreeOptions({ maxDepth, minSamplesSplit }: TreeOptions): MlTreeOptions {
  return { minNumSamples: minSamplesSplit - 1, maxDepth: maxDepth ?? Number.POSITIVE_INFINITY, gainThreshold: 0 };
}
