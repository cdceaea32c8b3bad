import type { LabelledRows } from '@selvedge/data';
import type { GrownTree } from '@selvedge/mljs/types';
import { impurityOf } from './criterion.js';
import type { TreeNodes } from './nodes.js';
import { leavesOf } from './walk.js';

/** A tree of ml.js as our nodes, with the counts of the training rows in each. */
export function withCounts({ feature, threshold, right }: GrownTree, train: LabelledRows): TreeNodes {
  const classes = train.classes.length;
  const size = feature.length;
  const samples = new Uint32Array(size);
  const counts = new Float32Array(size * classes);
  const parents = parentsOf(right);
  const leaves = leavesOf({ feature, threshold, right }, train.features, 0, train.features.rows);
  for (let row = 0; row < leaves.length; row++) {
    for (let node = leaves[row]; node >= 0; node = parents[node]) {
      samples[node]++;
      counts[node * classes + train.labels[row]]++;
    }
  }
  const impurity = Float64Array.from(samples, (_, node) =>
    impurityOf('gini', counts.subarray(node * classes, (node + 1) * classes)),
  );
  return { feature, threshold, right, samples, impurity, counts };
}

/** The fork above each node; -1 for the root. */
function parentsOf(right: Uint32Array): Int32Array {
  const parents = new Int32Array(right.length).fill(-1);
  for (let node = 0; node < right.length; node++) {
    if (right[node] === 0) continue;
    parents[node + 1] = node;
    parents[right[node]] = node;
  }
  return parents;
}
