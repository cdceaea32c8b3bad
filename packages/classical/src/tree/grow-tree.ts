import { sharedBuffer } from '@selvedge/compute/workers';
import type { OnProgress } from '@selvedge/data';
import type { Split } from './best-split.js';
import { impurityOf } from './criterion.js';
import { countClasses, isWorthwhile, partitionRows, staysLeaf } from './grow.js';
import { childKey, type NodeKey } from './node-random.js';
import { TreeBuilder, type TreeNodes } from './nodes.js';
import type { GrowProblem, OpenNode } from './problem.js';
import { growthOf, treeThreads } from './threads.js';

export interface GrowOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  readonly threads?: number;
}

/** Branches of at most this share of all rows are grown by one thread each. */
const BRANCH_SHARE = 1 / 16;

/**
 * Grows a whole tree in worker threads: they share the columns of the few large nodes at the top, then each takes
 * branches. Which thread does what has no influence on the tree.
 */
export async function growTree(
  problem: GrowProblem,
  codes: Int32Array,
  key: NodeKey,
  { signal, onProgress, threads }: GrowOptions = {},
): Promise<TreeNodes> {
  const size = codes.length;
  const rows = new Int32Array(sharedBuffer(size * 4));
  for (let row = 0; row < size; row++) rows[row] = row;
  const spare = new Int32Array(size);
  const pool = treeThreads(threads, growthOf(size * problem.columns.columns));
  const call = signal ? { signal } : {};
  let grown = 0;

  const grow = async (open: OpenNode): Promise<TreeNodes> => {
    const isBranch = open.end - open.start <= Math.max(2048, size * BRANCH_SHARE);
    const nodes = isBranch ? await pool.run('growBranch', { problem, codes, rows, open }, call) : await growTop(open);
    if (isBranch || nodes.feature.length === 1) grown += open.end - open.start;
    onProgress?.({ step: 'fit decision-tree', done: grown, total: size });
    return nodes;
  };

  const growTop = async (open: OpenNode): Promise<TreeNodes> => {
    const { start, end, depth } = open;
    const counts = new Float64Array(problem.classes);
    countClasses(codes, rows, start, end, counts, problem.rowWeights);
    const impurity = impurityOf(problem.criterion, counts);
    const builder = new TreeBuilder(problem.classes, problem.columns.missing !== undefined);
    const node = builder.append(end - start, impurity, { weights: counts });
    if (staysLeaf(problem, end - start, depth, impurity)) return builder.finish();
    const split = await findSplit({ open, counts });
    if (split === undefined) return builder.finish();
    const middle = partitionRows(problem.columns, split, rows, start, end, spare);
    if (problem.minImpurityDecrease > 0 && !isWorthwhile(problem, codes, rows, start, middle, end)) {
      return builder.finish();
    }
    builder.split(node, split.feature, split.threshold, split.missingLeft ?? middle - start > end - middle);
    const [left, right] = await Promise.all([
      grow({ start, end: middle, depth: depth + 1, key: childKey(open.key, 0) }),
      grow({ start: middle, end, depth: depth + 1, key: childKey(open.key, 1) }),
    ]);
    builder.appendBranch(left);
    builder.setRight(node, builder.appendBranch(right));
    return builder.finish();
  };

  const findSplit = async (node: { open: OpenNode; counts: Float64Array }): Promise<Split | undefined> => {
    const { columns } = problem.columns;
    const parts = problem.maxFeatures === columns ? Math.min(pool.threads * 2, columns) : 1;
    const requests = Array.from({ length: parts }, (_, part) => ({
      problem,
      codes,
      rows,
      ...node,
      from: Math.floor((part * columns) / parts),
      to: Math.floor(((part + 1) * columns) / parts),
    }));
    const found = await pool.map('findSplit', requests, call);
    return found.reduce((best, split) => (isBetter(split, best) ? split : best), undefined);
  };

  return grow({ start: 0, end: size, depth: 0, key });
}

function isBetter(split: Split | undefined, than: Split | undefined): boolean {
  if (split === undefined || than === undefined) return split !== undefined;
  return split.score > than.score || (split.score === than.score && split.priority < than.priority);
}
