import type { MlNode } from './ml-node.js';

/** A leaf has this in place of a column. */
const LEAF = -1;

/**
 * A tree that ml.js has grown: node 0 is the root, the left child of node i is i + 1, and every branch lies behind its
 * root (pre-order). A row goes left when its number is at most the threshold.
 */
export interface GrownTree {
  /** Column that is compared; -1 for leaves. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** The right child; 0 for leaves. */
  readonly right: Uint32Array;
  /** The class that a leaf votes for; 0 for forks. */
  readonly label: Uint16Array;
}

/**
 * Lays the nodes of ml-cart out in arrays.
 *
 * @param columnOf - the training rows' column behind one that ml-cart saw
 */
export function grownTree(root: MlNode, columnOf: (column: number) => number): GrownTree {
  const feature: number[] = [];
  const threshold: number[] = [];
  const right: number[] = [];
  const label: number[] = [];
  const stack = [{ from: root, parent: LEAF, isRight: false }];
  for (let open = stack.pop(); open; open = stack.pop()) {
    const { from, parent, isRight } = open;
    const node = feature.length;
    if (isRight) right[parent] = node;
    const isFork = from.left !== undefined && from.right !== undefined;
    feature.push(isFork ? columnOf(from.splitColumn) : LEAF);
    threshold.push(isFork ? justBelow(from.splitValue) : 0);
    right.push(0);
    label.push(isFork ? 0 : voteOf(from));
    if (from.left === undefined || from.right === undefined) continue;
    stack.push({ from: from.right, parent: node, isRight: true }, { from: from.left, parent: node, isRight: false });
  }
  return {
    feature: Int32Array.from(feature),
    threshold: Float64Array.from(threshold),
    right: Uint32Array.from(right),
    label: Uint16Array.from(label),
  };
}

/** The class with the largest share; of equals the lower one. */
function voteOf({ distribution }: MlNode): number {
  if (distribution === undefined) throw new Error('internal: ml-cart left a leaf without a distribution');
  let best = 0;
  for (let label = 1; label < distribution.columns; label++) {
    if (distribution.get(0, label) > distribution.get(0, best)) best = label;
  }
  return best;
}

/** The largest number below: `x < t` is `x <= justBelow(t)`. */
function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const number = new Float64Array(bits.buffer);
  number[0] = value;
  bits[0] += value > 0 ? -1n : 1n;
  return number[0];
}
