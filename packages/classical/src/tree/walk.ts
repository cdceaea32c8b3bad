import type { Matrix } from '@selvedge/data';
import { LEAF, type TreeNodes } from './nodes.js';

/** Where a walk may stop before a leaf: the tree is read as if it had been grown with these rules. */
export interface WalkLimits {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
}

/** The node in which each row from `first` to `end` ends. */
export function leavesOf(
  { feature, threshold, right }: Pick<TreeNodes, 'feature' | 'threshold' | 'right'>,
  rows: Matrix,
  first: number,
  end: number,
): Uint32Array {
  const { values, columns } = rows;
  const leaves = new Uint32Array(end - first);
  for (let row = first; row < end; row++) {
    const start = row * columns;
    let node = 0;
    for (let column = feature[0]; column !== LEAF; column = feature[node]) {
      node = values[start + column] <= threshold[node] ? node + 1 : right[node];
    }
    leaves[row - first] = node;
  }
  return leaves;
}

/** As `leavesOf`, for every row and a tree that is cut short. */
export function leavesWithin(nodes: TreeNodes, rows: Matrix, { maxDepth, minSamplesSplit }: WalkLimits): Uint32Array {
  const { feature, threshold, right, samples } = nodes;
  const { values, columns } = rows;
  const leaves = new Uint32Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    const start = row * columns;
    let node = 0;
    for (let depth = 0; depth < maxDepth && samples[node] >= minSamplesSplit; depth++) {
      const column = feature[node];
      if (column === LEAF) break;
      node = values[start + column] <= threshold[node] ? node + 1 : right[node];
    }
    leaves[row] = node;
  }
  return leaves;
}

/** Probabilities of the classes in each node: shares of the counts, each raised by `smoothing` first. */
export function nodeShares({ counts }: TreeNodes, classes: number, smoothing: number): Float64Array {
  const shares = new Float64Array(counts.length);
  for (let start = 0; start < counts.length; start += classes) {
    let total = classes * smoothing;
    for (let label = 0; label < classes; label++) total += counts[start + label];
    for (let label = 0; label < classes; label++) shares[start + label] = (counts[start + label] + smoothing) / total;
  }
  return shares;
}
