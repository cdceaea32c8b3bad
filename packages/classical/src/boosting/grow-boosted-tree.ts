import { type BinnedColumns, cutBetween } from '../tree/binned-columns.js';
import { partitionRows } from '../tree/grow.js';
import { LEAF } from '../tree/nodes.js';
import { bestCut, type Cut, type CutRules } from './best-cut.js';
import type { BoostedTree } from './boosted-tree.js';
import { NodeRows, SPAN, subtract } from './histogram.js';

/** One tree to be grown. Arrays are shared between threads, not copied. */
export interface BoostedTreeRequest {
  readonly columns: BinnedColumns;
  /** First and second derivatives of the loss by the class's score, one a row. */
  readonly gradients: Float32Array;
  readonly hessians: Float32Array;
  /** The class's score of every row: the tree's values are added here. */
  readonly scores: Float64Array;
  /** Rows that the tree is grown on, ascending; undefined: all. */
  readonly sample: Int32Array | undefined;
  /** Columns that it may compare, ascending. */
  readonly used: Int32Array;
  readonly rules: CutRules & { readonly maxLeaves: number; readonly maxDepth: number };
  readonly learningRate: number;
}

/** A node while the tree grows. */
interface Node {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly gradient: number;
  readonly hessian: number;
  histogram: Float64Array | undefined;
  best: Cut | undefined;
  split?: { readonly feature: number; readonly cut: number; readonly threshold: number; readonly gain: number };
  left?: Node;
  right?: Node;
}

/** Grows a tree leaf by leaf, always the one whose split lowers the loss most, and adds its values to the scores. */
export function growBoostedTree(request: BoostedTreeRequest, checkAbort: () => void = () => {}): BoostedTree {
  const { columns, used, rules, sample, gradients, hessians } = request;
  const rows = sample ? Int32Array.from(sample) : Int32Array.from({ length: columns.rows }, (_, row) => row);
  const spare = new Int32Array(rows.length);
  const counter = new NodeRows(rows.length);
  const free: Float64Array[] = [];
  const histogram = (): Float64Array => free.pop() ?? new Float64Array(used.length * SPAN);
  const count = (node: Node): void => {
    node.histogram = histogram();
    counter.count(columns, used, request, rows, node.start, node.end, node.histogram);
  };
  const search = (node: Node): void => {
    if (!node.histogram) return;
    node.best = bestCut(node.histogram, used.length, node.gradient, node.hessian, rules);
    if (node.best) return;
    free.push(node.histogram);
    node.histogram = undefined;
  };
  const made = (start: number, end: number, depth: number): Node => {
    let gradient = 0;
    let hessian = 0;
    for (let at = start; at < end; at++) {
      gradient += gradients[rows[at]];
      hessian += hessians[rows[at]];
    }
    return { start, end, depth, gradient, hessian, histogram: undefined, best: undefined };
  };

  const root = made(0, rows.length, 0);
  const leaves = [root];
  count(root);
  search(root);
  while (leaves.length < rules.maxLeaves) {
    checkAbort();
    const node = leaves.reduce((a, b) => ((b.best?.gain ?? 0) > (a.best?.gain ?? 0) ? b : a));
    if (!node.best) break;
    const { place, gain } = node.best;
    const feature = used[place];
    // Half way, and between two bins: rows that the tree is not grown on may lie in the gap.
    const cut = (node.best.cut + node.best.next) >> 1;
    node.split = { feature, cut, threshold: cutBetween(columns, feature, cut, cut + 1), gain };
    const middle = partitionRows(columns, node.split, rows, node.start, node.end, spare);
    const left = made(node.start, middle, node.depth + 1);
    const right = made(middle, node.end, node.depth + 1);
    [node.left, node.right] = [left, right];
    leaves.splice(leaves.indexOf(node), 1, left, right);
    const parent = node.histogram as Float64Array;
    node.histogram = undefined;
    if (node.depth + 1 < rules.maxDepth && leaves.length < rules.maxLeaves) {
      const [small, large] = left.end - left.start <= right.end - right.start ? [left, right] : [right, left];
      count(small);
      subtract(parent, small.histogram as Float64Array);
      large.histogram = parent;
      search(small);
      search(large);
    } else free.push(parent);
  }
  return finished(request, root, leaves, rows);
}

function finished(
  { columns, scores, sample, learningRate, rules }: BoostedTreeRequest,
  root: Node,
  leaves: readonly Node[],
  rows: Int32Array,
): BoostedTree {
  const valueOfLeaf = ({ gradient, hessian }: Node): number =>
    hessian + rules.l2 > 0 ? (-learningRate * gradient) / (hessian + rules.l2) : 0;
  const size = 2 * leaves.length - 1;
  const tree = {
    feature: new Int32Array(size).fill(LEAF),
    threshold: new Float64Array(size),
    right: new Uint32Array(size),
    value: new Float64Array(size),
    gain: new Float64Array(size),
  };
  const cuts = new Int32Array(size);
  let next = 0;
  const append = (node: Node): number => {
    const at = next++;
    if (node.split && node.left && node.right) {
      tree.feature[at] = node.split.feature;
      tree.threshold[at] = node.split.threshold;
      tree.gain[at] = node.split.gain;
      cuts[at] = node.split.cut;
      append(node.left);
      tree.right[at] = append(node.right);
    } else tree.value[at] = valueOfLeaf(node);
    return at;
  };
  append(root);
  if (!sample) {
    for (const leaf of leaves) {
      const value = valueOfLeaf(leaf);
      for (let at = leaf.start; at < leaf.end; at++) scores[rows[at]] += value;
    }
    return tree;
  }
  const { byRow, columns: width } = columns;
  for (let row = 0; row < scores.length; row++) {
    let node = 0;
    while (tree.feature[node] !== LEAF) {
      node = byRow[row * width + tree.feature[node]] <= cuts[node] ? node + 1 : tree.right[node];
    }
    scores[row] += tree.value[node];
  }
  return tree;
}
