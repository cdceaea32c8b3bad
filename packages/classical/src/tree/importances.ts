import { weightsOf } from './node-counts.js';
import { LEAF, type TreeNodes } from './nodes.js';

/** How much each column lowered the impurity, weighted by the rows it did so for; sums to 1 (or all 0 for a stump). */
export function treeImportances(nodes: TreeNodes, classes: number, columns: number): Float64Array {
  const { feature, right, impurity } = nodes;
  const weights = nodeWeights(nodes, classes);
  const sums = new Float64Array(columns);
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] === LEAF) continue;
    const [a, b] = [node + 1, right[node]];
    sums[feature[node]] += weights[node] * impurity[node] - weights[a] * impurity[a] - weights[b] * impurity[b];
  }
  return normalized(sums);
}

/** Weight of the training rows in each node. */
export function nodeWeights(nodes: TreeNodes, classes: number): Float64Array {
  return Float64Array.from(nodes.feature, (_, node) => {
    const { weights } = weightsOf(nodes, classes, node);
    let sum = 0;
    for (let at = 0; at < weights.length; at++) sum += weights[at];
    return sum;
  });
}

/** Scales non-negative numbers so that they sum to 1. */
export function normalized(sums: Float64Array): Float64Array {
  const total = sums.reduce((sum, value) => sum + value, 0);
  return total > 0 ? sums.map((value) => value / total) : sums;
}
