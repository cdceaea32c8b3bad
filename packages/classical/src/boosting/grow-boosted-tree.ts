import { type BinRanges, cutBetween, MISSING } from '../tree/binned-columns.js';
import { LEAF } from '../tree/nodes.js';
import type { BoostedTree } from './boosted-tree.js';
import type { Cut, CutRules, Sums } from './cut.js';
import { firstBin, type GroupedBins, LANES } from './grouped-bins.js';
import type { HistogramKernel, Slot } from './histogram-kernel.js';

/** One tree to be grown. Arrays are shared between threads, not copied. */
export interface BoostedTreeRequest {
  /** Names the fit: its bins stay in the memory of the threads. */
  readonly fit: string;
  readonly columns: BinRanges;
  readonly bins: GroupedBins;
  /** First and second derivative of the loss by the class's score, side by side for each row. */
  readonly derivatives: Float32Array;
  /** The class's score of every row: the tree's values are added here. */
  readonly scores: Float64Array;
  /** Rows that the tree is grown on, ascending; undefined: all. */
  readonly sample: Int32Array | undefined;
  /** Places of the columns that it may compare, ascending. */
  readonly used: Int32Array;
  /** How many these are at most in any tree. */
  readonly mostUsed: number;
  readonly rules: CutRules & { readonly maxLeaves: number; readonly maxDepth: number };
  readonly learningRate: number;
}

/** A node while the tree grows. */
interface Node {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly sums: Sums;
  histogram?: Slot | undefined;
  best?: Cut | undefined;
  split?: Pick<Cut, 'place' | 'cut' | 'gain' | 'missingLeft'>;
  left?: Node;
  right?: Node;
}

/** Grows a tree leaf by leaf, always the one whose split lowers the loss most, and adds its values to the scores. */
export function growBoostedTree(
  kernel: HistogramKernel,
  request: BoostedTreeRequest,
  checkAbort: () => void = () => {},
): BoostedTree {
  const { derivatives, used, rules, sample } = request;
  const size = kernel.open(derivatives, used, sample);
  const root: Node = { start: 0, end: size, depth: 0, sums: sumsOf(derivatives, sample) };
  const leaves = [root];
  // Without memory for one more histogram, the leaf that is least likely to be split gives up its own.
  const acquire = (): Slot => {
    for (;;) {
      const slot = kernel.acquire();
      if (slot !== undefined) return slot;
      const held = leaves.filter(({ histogram }) => histogram !== undefined);
      release(held.reduce((a, b) => ((b.best?.gain ?? 0) < (a.best?.gain ?? 0) ? b : a)));
    }
  };
  const release = (node: Node): void => {
    if (node.histogram !== undefined) kernel.release(node.histogram);
    node.histogram = undefined;
  };
  const search = (node: Node): void => {
    node.histogram = acquire();
    node.best = kernel.search(node, node.histogram, rules);
    if (!node.best) release(node);
  };

  search(root);
  while (leaves.length < rules.maxLeaves) {
    checkAbort();
    const node = leaves.reduce((a, b) => ((b.best?.gain ?? 0) > (a.best?.gain ?? 0) ? b : a));
    if (!node.best) break;
    const [left, right] = split(kernel, node, node.best);
    const parent = node.histogram;
    node.histogram = undefined;
    leaves.splice(leaves.indexOf(node), 1, left, right);
    if (node.depth + 1 >= rules.maxDepth || leaves.length >= rules.maxLeaves) {
      if (parent !== undefined) kernel.release(parent);
    } else if (parent === undefined) {
      search(left);
      search(right);
    } else {
      const [small, large] = left.end - left.start <= right.end - right.start ? [left, right] : [right, left];
      small.histogram = acquire();
      large.histogram = parent;
      const best = kernel.divide(parent, small, small.histogram, large.sums, rules);
      [small.best, large.best] = [best.child, best.other];
      for (const child of [small, large]) if (!child.best) release(child);
    }
  }
  leaves.forEach(release);
  return finished(kernel, request, root, leaves);
}

/** Divides the rows of a node. */
function split(kernel: HistogramKernel, node: Node, best: Cut): [Node, Node] {
  const { place, gain, missingLeft } = best;
  const isMissingAlone = missingLeft !== undefined && best.next === MISSING;
  // Half way, and between two bins: rows that the tree is not grown on may lie in the gap. All numbers are on the left
  // where the missing values are alone on the right.
  const cut = isMissingAlone ? MISSING - 1 : (best.cut + best.next) >> 1;
  node.split = { place, cut, gain, missingLeft };
  const middle = kernel.partition(node.split, node.start, node.end);
  const depth = node.depth + 1;
  const { gradient, hessian } = node.sums;
  const rest = { gradient: gradient - best.left.gradient, hessian: hessian - best.left.hessian };
  const left = { start: node.start, end: middle, depth, sums: best.left };
  const right = { start: middle, end: node.end, depth, sums: rest };
  [node.left, node.right] = [left, right];
  return [left, right];
}

function sumsOf(derivatives: Float32Array, sample: Int32Array | undefined): Sums {
  let gradient = 0;
  let hessian = 0;
  const size = sample?.length ?? derivatives.length / 2;
  for (let at = 0; at < size; at++) {
    const row = sample ? sample[at] : at;
    gradient += derivatives[2 * row];
    hessian += derivatives[2 * row + 1];
  }
  return { gradient, hessian };
}

function finished(
  kernel: HistogramKernel,
  { columns, bins, used, scores, sample, learningRate, rules }: BoostedTreeRequest,
  root: Node,
  leaves: readonly Node[],
): BoostedTree {
  const valueOfLeaf = ({ sums: { gradient, hessian } }: Node): number =>
    hessian + rules.l2 > 0 ? (-learningRate * gradient) / (hessian + rules.l2) : 0;
  const size = 2 * leaves.length - 1;
  const tree = {
    feature: new Int32Array(size).fill(LEAF),
    threshold: new Float64Array(size),
    right: new Uint32Array(size),
    value: new Float64Array(size),
    gain: new Float64Array(size),
    missingLeft: new Uint8Array(size),
  };
  const first = new Float64Array(size);
  const cuts = new Int32Array(size);
  let next = 0;
  const append = (node: Node): number => {
    const at = next++;
    if (node.split && node.left && node.right) {
      const { place, cut, gain, missingLeft } = node.split;
      const feature = bins.columns[used[place]];
      tree.feature[at] = feature;
      tree.threshold[at] = cutBetween(columns, feature, cut, cut + 1);
      tree.gain[at] = gain;
      first[at] = firstBin(bins.rows, used[place]);
      cuts[at] = cut;
      // Where no training row has a missing value they go with most rows, as in scikit-learn.
      const isLeft = missingLeft ?? node.left.end - node.left.start > node.right.end - node.right.start;
      tree.missingLeft[at] = Number(isLeft);
      append(node.left);
      tree.right[at] = append(node.right);
    } else tree.value[at] = valueOfLeaf(node);
    return at;
  };
  append(root);
  if (!sample) {
    for (const leaf of leaves) {
      const value = valueOfLeaf(leaf);
      for (const row of kernel.rows(leaf.start, leaf.end)) scores[row] += value;
    }
    return tree;
  }
  for (let row = 0; row < scores.length; row++) {
    let node = 0;
    while (tree.feature[node] !== LEAF) {
      const bin = bins.bins[first[node] + row * LANES];
      const isMissing = bin === MISSING && columns.missing?.[tree.feature[node]] === 1;
      const isLeft = isMissing ? tree.missingLeft[node] === 1 : bin <= cuts[node];
      node = isLeft ? node + 1 : tree.right[node];
    }
    scores[row] += tree.value[node];
  }
  return tree;
}
