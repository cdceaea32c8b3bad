import type { LabelledRows } from '@selvedge/data';
import * as mlRandomForest from 'ml-random-forest';
import { nestedRows } from '../nested-rows.js';
import { mlTreeOptions, type TreeOptions } from '../tree/grow-tree.js';
import { type GrownTree, grownTree } from '../tree/grown-tree.js';
import type { MlNode } from '../tree/ml-node.js';

/** What may be asked of ml-random-forest. */
export interface ForestOptions extends TreeOptions {
  readonly nEstimators: number;
  /** Columns that are drawn for each tree. */
  readonly maxFeatures: number;
  readonly seed: number;
}

/** The package as it is: its own declarations leave out the nodes. */
interface MlRandomForest {
  readonly RandomForestClassifier: new (
    options: Readonly<Record<string, unknown>>,
  ) => {
    readonly estimators: readonly { readonly root: MlNode }[];
    /** Columns that each tree saw. */
    readonly indexes: readonly (readonly number[])[];
    train(rows: number[][], labels: number[]): void;
  };
}

/**
 * Grows a forest with ml-random-forest: bootstrapped rows, one draw of columns per tree. Its trees vote for one class
 * each. Runs on the caller's thread and cannot be stopped.
 */
export function growForest(train: LabelledRows, options: ForestOptions): GrownTree[] {
  const { RandomForestClassifier } = mlRandomForest as unknown as MlRandomForest;
  const { nEstimators, maxFeatures, seed } = options;
  const forest = new RandomForestClassifier({
    seed,
    nEstimators,
    maxFeatures,
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
    treeOptions: mlTreeOptions(options),
  });
  forest.train(nestedRows(train.features), [...train.labels]);
  return forest.estimators.map(({ root }, tree) => grownTree(root, (column) => forest.indexes[tree][column]));
}
