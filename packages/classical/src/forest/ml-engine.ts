import type { LabelledRows } from '@selvedge/data';
import { fromMlNodes, importMl, type MlNode, mlTreeOptions, nestedRows } from '../tree/ml-engine.js';
import { LEAF, type TreeNodes } from '../tree/nodes.js';
import { countOfFeatures } from '../tree/params.js';
import type { ForestParams } from './params.js';

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

/** Grows a forest with the npm package ml-random-forest. Runs on the caller's thread and cannot be stopped. */
export async function growMlForest(params: ForestParams, train: LabelledRows, seed: number): Promise<TreeNodes[]> {
  const { RandomForestClassifier } = await importMl<MlRandomForest>('ml-random-forest');
  const forest = new RandomForestClassifier({
    seed,
    nEstimators: params.trees,
    maxFeatures: countOfFeatures(params.maxFeatures, train.features.columns),
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
    treeOptions: mlTreeOptions(params),
  });
  forest.train(nestedRows(train), [...train.labels]);
  return forest.estimators.map(({ root }, tree) => {
    const nodes = fromMlNodes(root, train, (column) => forest.indexes[tree][column]);
    const votes = leafVotes(root);
    const classes = train.classes.length;
    const counts = new Float32Array(nodes.counts.length);
    let leaf = 0;
    for (let node = 0; node < nodes.feature.length; node++) {
      if (nodes.feature[node] === LEAF) counts[node * classes + votes[leaf++]] = 1;
    }
    return { ...nodes, counts };
  });
}

/**
 * The class that each leaf votes for, from left to right. Its trees vote for one class each and ours average shares:
 * leaves that hold one class alone make the two equal.
 */
function leafVotes(root: MlNode): number[] {
  if (root.left && root.right) return [...leafVotes(root.left), ...leafVotes(root.right)];
  const { distribution } = root;
  if (distribution === undefined) throw new Error('internal: ml-cart left a leaf without a distribution');
  let best = 0;
  for (let label = 1; label < distribution.columns; label++) {
    if (distribution.get(0, label) > distribution.get(0, best)) best = label;
  }
  return [best];
}
