import type { Split } from './best-split.js';
import { BINS, type BinnedColumns, MISSING } from './binned-columns.js';
import { impurityOf } from './criterion.js';
import { fewerClasses, growOfClasses } from './fewer-classes.js';
import { fitsKernel, growInKernel } from './kernel-branch.js';
import { childKey } from './node-random.js';
import { TreeBuilder, type TreeNodes } from './nodes.js';
import type { GrowProblem, OpenNode } from './problem.js';
import { SplitSearch } from './split-search.js';

interface CountedNode extends OpenNode {
  /** Its weight per class. */
  readonly counts: Float64Array;
  /** The node whose right child it is; -1 for left ones, which need no mention, and for roots. */
  readonly parent: number;
}

/** Scikit-learn's tolerance: an impurity below it is none. */
const NONE = Number.EPSILON;

/**
 * Grows the branch below a node, depth first.
 *
 * @param rows - reordered in place
 * @param codes - label and weight of every row (`packCode`)
 * @param checkAbort - called now and then
 * @param withKernel - whether WebAssembly may do its part; the branch is the same without it
 */
export function growBranch(
  problem: GrowProblem,
  codes: Int32Array,
  rows: Int32Array,
  root: OpenNode,
  checkAbort: () => void = () => {},
  withKernel = true,
): TreeNodes {
  const builder = new TreeBuilder(problem.classes, problem.columns.missing !== undefined);
  const search = new SplitSearch(problem, withKernel);
  const spare = new Int32Array(root.end - root.start);
  const rootCounts = new Float64Array(problem.classes);
  countClasses(codes, rows, root.start, root.end, rootCounts, problem.rowWeights);
  const stack: CountedNode[] = [{ ...root, counts: rootCounts, parent: -1 }];
  for (let open = stack.pop(); open; open = stack.pop()) {
    const { start, end, depth, key, counts, parent } = open;
    checkAbort();
    if (withKernel && fitsKernel(problem, end - start, counts)) {
      const node = builder.appendBranch(growInKernel(problem, codes, rows, open));
      if (parent >= 0) builder.setRight(parent, node);
      continue;
    }
    const impurity = impurityOf(problem.criterion, counts);
    const isLeaf = staysLeaf(problem, end - start, depth, impurity);
    const names = isLeaf ? undefined : fewerClasses(problem.classes, codes, rows, start, end);
    if (names) {
      const branch = growOfClasses(names, problem, codes, rows, open, (fewer) =>
        growBranch(fewer, codes, rows, open, checkAbort, withKernel),
      );
      const node = builder.appendBranch(branch, names);
      if (parent >= 0) builder.setRight(parent, node);
      continue;
    }
    const node = builder.append(end - start, impurity, { weights: counts });
    if (parent >= 0) builder.setRight(parent, node);
    if (isLeaf) continue;
    const split = search.find(rows, start, end, codes, counts, key);
    if (split === undefined) continue;
    const middle = partitionRows(problem.columns, split, rows, start, end, spare);
    if (problem.minImpurityDecrease > 0 && !isWorthwhile(problem, codes, rows, start, middle, end)) continue;
    builder.split(node, split.feature, split.threshold, split.missingLeft ?? middle - start > end - middle);
    const [left, right] = countSides(codes, rows, start, middle, end, counts, problem.rowWeights);
    stack.push({ start: middle, end, depth: depth + 1, key: childKey(key, 1), counts: right, parent: node });
    stack.push({ start, end: middle, depth: depth + 1, key: childKey(key, 0), counts: left, parent: -1 });
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
  rowWeights: Float64Array | undefined,
): void {
  counts.fill(0);
  if (rowWeights) {
    for (let at = start; at < end; at++) {
      const code = codes[rows[at]];
      counts[code & 65535] += (code >>> 16) * rowWeights[rows[at]];
    }
    return;
  }
  for (let at = start; at < end; at++) {
    const code = codes[rows[at]];
    counts[code & 65535] += code >>> 16;
  }
}

/** The weights per class on both sides of a cut: the fewer rows are counted, the others are what remains. */
function countSides(
  codes: Int32Array,
  rows: Int32Array,
  start: number,
  middle: number,
  end: number,
  counts: Float64Array,
  rowWeights: Float64Array | undefined,
): readonly [left: Float64Array, right: Float64Array] {
  const fewer = new Float64Array(counts.length);
  const others = new Float64Array(counts.length);
  if (rowWeights) {
    // Differences of sums that are not whole numbers would leave rounding where there is no row of a class.
    countClasses(codes, rows, start, middle, fewer, rowWeights);
    countClasses(codes, rows, middle, end, others, rowWeights);
    return [fewer, others];
  }
  const isLeft = middle - start <= end - middle;
  if (isLeft) countClasses(codes, rows, start, middle, fewer, undefined);
  else countClasses(codes, rows, middle, end, fewer, undefined);
  for (let label = 0; label < counts.length; label++) others[label] = counts[label] - fewer[label];
  return isLeft ? [fewer, others] : [others, fewer];
}

/** Puts the rows that go left before the others, each side in its old order, and returns where the right ones begin. */
export function partitionRows(
  { byColumn, rows: height, missing }: BinnedColumns,
  { feature, cut, missingLeft }: Pick<Split, 'feature' | 'cut' | 'missingLeft'>,
  rows: Int32Array,
  start: number,
  end: number,
  spare: Int32Array,
): number {
  const base = feature * height;
  let left = start;
  let right = 0;
  const fromLeft = missingLeft && missing?.[feature] ? MISSING : BINS;
  for (let at = start; at < end; at++) {
    const row = rows[at];
    const bin = byColumn[base + row];
    if (bin <= cut || bin >= fromLeft) rows[left++] = row;
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
  const { criterion, classes, totalWeight, minImpurityDecrease, rowWeights } = problem;
  const weighted = (from: number, to: number): number => {
    const counts = new Float64Array(classes);
    countClasses(codes, rows, from, to, counts, rowWeights);
    return counts.reduce((sum, count) => sum + count, 0) * impurityOf(criterion, counts);
  };
  const decrease = (weighted(start, end) - weighted(start, middle) - weighted(middle, end)) / totalWeight;
  return decrease + NONE >= minImpurityDecrease;
}
