import { createRng, type Rng } from '@selvedge/data';
import { BINS, MISSING } from '../tree/binned-columns.js';
import { growBranch } from '../tree/grow.js';
import { rootKey } from '../tree/node-random.js';
import { LEAF, missingSides, type TreeNodes } from '../tree/nodes.js';
import { type GrowProblem, packCode } from '../tree/problem.js';

/** One tree of a forest to be grown. Arrays are shared, not copied. */
export interface ForestTreeRequest {
  readonly problem: GrowProblem;
  readonly labels: Uint16Array;
  readonly seed: number;
  /** Number of the tree in its forest: its random numbers depend on the seed and on this alone. */
  readonly tree: number;
  /** Rows to draw with replacement; 0: every row once. */
  readonly draws: number;
  /** Running sums of the weights by which rows are drawn; undefined: all alike. */
  readonly chances: Float64Array | undefined;
  /** Whether to say where rows that were not drawn end. */
  readonly wantsOutOfBag: boolean;
}

export interface GrownTree {
  readonly nodes: TreeNodes;
  /** Node in which each row ends, -1 for rows that the tree was grown on. */
  readonly outOfBag: Int32Array | undefined;
}

/** More draws of one row do not fit its code. */
const MOST = 65_535;

export function growForestTree(request: ForestTreeRequest, checkAbort: () => void): GrownTree {
  const { labels, seed, tree, draws, chances, wantsOutOfBag } = request;
  const rng = createRng(seed).fork('tree', tree);
  const key = rootKey(rng);
  const weights = new Uint32Array(labels.length);
  if (draws === 0) weights.fill(1);
  for (let at = 0; at < draws; at++) weights[chances ? drawn(chances, rng) : rng.int(labels.length)]++;
  const isCodable = weights.every((weight) => weight <= MOST);
  const { rowWeights, totalWeight } = request.problem;
  const problem = {
    ...request.problem,
    // What a split is worth is its share of the rows that this tree is grown on.
    totalWeight: draws === 0 ? totalWeight : draws,
    rowWeights: isCodable ? rowWeights : Float64Array.from(weights),
  };

  const codes = new Int32Array(labels.length);
  const rows = new Int32Array(labels.length);
  let size = 0;
  for (let row = 0; row < labels.length; row++) {
    codes[row] = packCode(labels[row], isCodable ? weights[row] : 1);
    if (weights[row] > 0) rows[size++] = row;
  }
  const nodes = growBranch(problem, codes, rows, { start: 0, end: size, depth: 0, key }, checkAbort);
  return { nodes, outOfBag: wantsOutOfBag ? leavesOfOthers(problem, nodes, weights) : undefined };
}

/** A row drawn by its weight: the first whose running sum exceeds a uniform number below the whole. */
function drawn(chances: Float64Array, rng: Rng): number {
  const point = rng.uniform() * chances[chances.length - 1];
  let [low, high] = [0, chances.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chances[middle] > point) high = middle;
    else low = middle + 1;
  }
  return low;
}

function leavesOfOthers({ columns }: GrowProblem, nodes: TreeNodes, weights: Uint32Array): Int32Array {
  const { feature, threshold, right } = nodes;
  const { byRow, smallest, missing } = columns;
  const sides = missingSides(nodes);
  const leaves = new Int32Array(weights.length).fill(-1);
  for (let row = 0; row < weights.length; row++) {
    if (weights[row] > 0) continue;
    const start = row * columns.columns;
    let node = 0;
    while (feature[node] !== LEAF) {
      const column = feature[node];
      const bin = byRow[start + column];
      // All numbers of a bin lie on one side of every threshold.
      const value = smallest === undefined ? bin : smallest[column * BINS + bin];
      const isMissing = bin === MISSING && missing?.[column] === 1;
      node = (isMissing ? sides[node] === 1 : value <= threshold[node]) ? node + 1 : right[node];
    }
    leaves[row] = node;
  }
  return leaves;
}
