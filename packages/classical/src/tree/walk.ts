import type { Matrix } from '@selvedge/data';
import { LEAF, missingSides, type TreeNodes } from './nodes.js';

/** Where a walk may stop before a leaf: the tree is read as if it had been grown with these rules. */
export interface WalkLimits {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
}

/** What a walk reads of a tree. */
export type WalkedTree = Pick<TreeNodes, 'feature' | 'threshold' | 'right'>;

/** The node in which each row from `first` to `end` ends; the rows have no missing values. */
export function leavesOf(
  { feature, threshold, right }: WalkedTree,
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

/** Whether one of the rows has a missing value. */
export function hasMissing({ values, columns }: Matrix, first: number, end: number): boolean {
  if (values instanceof Uint8Array) return false;
  for (let at = first * columns; at < end * columns; at++) if (Number.isNaN(values[at])) return true;
  return false;
}

/** As `leavesOf`, for rows with missing values: these go left where `sides` is 1. */
export function leavesOfMissing(
  { feature, threshold, right }: WalkedTree,
  sides: Uint8Array,
  { values, columns }: Matrix,
  first: number,
  end: number,
): Uint32Array {
  return Uint32Array.from({ length: end - first }, (_, at) => {
    const start = (first + at) * columns;
    let node = 0;
    for (let column = feature[0]; column !== LEAF; column = feature[node]) {
      const value = values[start + column];
      const isLeft = Number.isNaN(value) ? sides[node] === 1 : value <= threshold[node];
      node = isLeft ? node + 1 : right[node];
    }
    return node;
  });
}

/** As `leavesOf`, for every row, whether or not it has missing values, and a tree that is cut short. */
export function leavesWithin(nodes: TreeNodes, rows: Matrix, { maxDepth, minSamplesSplit }: WalkLimits): Uint32Array {
  const { feature, threshold, right, samples } = nodes;
  const { values, columns } = rows;
  const leaves = new Uint32Array(rows.rows);
  const sides = missingSides(nodes);
  for (let row = 0; row < rows.rows; row++) {
    const start = row * columns;
    let node = 0;
    for (let depth = 0; depth < maxDepth && samples[node] >= minSamplesSplit; depth++) {
      const column = feature[node];
      if (column === LEAF) break;
      const value = values[start + column];
      const isLeft = Number.isNaN(value) ? sides[node] === 1 : value <= threshold[node];
      node = isLeft ? node + 1 : right[node];
    }
    leaves[row] = node;
  }
  return leaves;
}
