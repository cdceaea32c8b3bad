import type { BinnedColumns } from './binned-columns.js';
import { impurityOf } from './criterion.js';
import { childKey, type NodeKey } from './node-random.js';
import { TreeBuilder, type TreeNodes } from './nodes.js';
import { type Split, type SplitProblem, SplitSearch } from './split-search.js';

/** When nodes stay leaves. */
export interface StopRules {
  /** Infinity: no limit. */
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minImpurityDecrease: number;
}

export type GrowProblem = SplitProblem & StopRules;

/** A node that waits to be grown: its rows are `rows[start..end)`, ascending. */
export interface OpenNode {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly key: NodeKey;
}

/** Scikit-learn's tolerance: an impurity below it is none. */
const NONE = Number.EPSILON;

/**
 * Grows the branch below a node, depth first.
 *
 * @param rows - partitioned in place: every node's rows end up side by side
 * @param codes - label and weight of every row (`packCode`)
 * @param checkAbort - called now and then
 */
export function growBranch(
  problem: GrowProblem,
  codes: Int32Array,
  rows: Int32Array,
  root: OpenNode,
  checkAbort: () => void = () => {},
): TreeNodes {
  const builder = new TreeBuilder(problem.classes);
  const search = new SplitSearch(problem);
  const counts = new Float64Array(problem.classes);
  const spare = new Int32Array(root.end - root.start);
  const stack: (OpenNode & { readonly parent: number })[] = [{ ...root, parent: -1 }];
  for (let open = stack.pop(); open; open = stack.pop()) {
    const { start, end, depth, key, parent } = open;
    countClasses(codes, rows, start, end, counts);
    const impurity = impurityOf(problem.criterion, counts);
    const node = builder.append(end - start, impurity, counts);
    if (parent >= 0) builder.setRight(parent, node);
    if ((node & 63) === 0) checkAbort();
    if (staysLeaf(problem, end - start, depth, impurity)) continue;
    const split = search.find(rows, start, end, codes, counts, key);
    if (split === undefined) continue;
    const middle = partitionRows(problem.columns, split, rows, start, end, spare);
    if (problem.minImpurityDecrease > 0 && !isWorthwhile(problem, codes, rows, start, middle, end)) continue;
    builder.split(node, split.feature, split.threshold);
    stack.push({ start: middle, end, depth: depth + 1, key: childKey(key, 1), parent: node });
    stack.push({ start, end: middle, depth: depth + 1, key: childKey(key, 0), parent: -1 });
  }
  return builder.finish();
}

/** Whether the stop rules or a pure node end a branch here, before any split is looked for. */
export function staysLeaf(problem: GrowProblem, size: number, depth: number, impurity: number): boolean {
  const { maxDepth, minSamplesSplit, minSamplesLeaf } = problem;
  return depth >= maxDepth || size < minSamplesSplit || size < 2 * minSamplesLeaf || impurity <= NONE;
}

export function countClasses(
  codes: Int32Array,
  rows: Int32Array,
  start: number,
  end: number,
  counts: Float64Array,
): void {
  counts.fill(0);
  for (let at = start; at < end; at++) {
    const code = codes[rows[at]];
    counts[code & 65535] += code >>> 16;
  }
}

/** Puts the rows that go left before the others, each side in its old order, and returns where the right ones begin. */
export function partitionRows(
  { byColumn, rows: height }: BinnedColumns,
  { feature, cut }: Pick<Split, 'feature' | 'cut'>,
  rows: Int32Array,
  start: number,
  end: number,
  spare: Int32Array,
): number {
  const base = feature * height;
  let left = start;
  let right = 0;
  for (let at = start; at < end; at++) {
    const row = rows[at];
    if (byColumn[base + row] <= cut) rows[left++] = row;
    else spare[right++] = row;
  }
  for (let at = 0; at < right; at++) rows[left + at] = spare[at];
  return left;
}

/** Whether a split lowers the impurity of the whole tree by at least `minImpurityDecrease`. */
export function isWorthwhile(
  problem: GrowProblem,
  codes: Int32Array,
  rows: Int32Array,
  start: number,
  middle: number,
  end: number,
): boolean {
  const { criterion, classes, totalWeight, minImpurityDecrease } = problem;
  const weighted = (from: number, to: number): number => {
    const counts = new Float64Array(classes);
    countClasses(codes, rows, from, to, counts);
    return counts.reduce((sum, count) => sum + count, 0) * impurityOf(criterion, counts);
  };
  const decrease = (weighted(start, end) - weighted(start, middle) - weighted(middle, end)) / totalWeight;
  return decrease + NONE >= minImpurityDecrease;
}
