import type { BinnedRows } from './binned-columns.js';
import { giniKernel } from './gini-kernel.js';
import type { GrowProblem, OpenNode } from './grow.js';

/** A branch to be grown on rows of its own, numbered from 0. */
export interface CompactBranch {
  readonly problem: GrowProblem;
  readonly codes: Int32Array;
  readonly rows: Int32Array;
  readonly root: OpenNode;
}

/** Fewest rows that are worth a block: of very wide ones none are. */
const LEAST_ROWS = 32;

/** How many rows a branch may have for its rows to be copied side by side; 0 for rows of a block, which are already. */
export function compactRows({ byColumn, columns }: BinnedRows): number {
  if (byColumn === undefined) return 0;
  const fitting = Math.floor(giniKernel().block.length / columns);
  return fitting < LEAST_ROWS ? 0 : Math.min(fitting, giniKernel().bins.length);
}

/**
 * Copies the rows of a branch to this thread's block, where they stay in the processor's cache while the branch grows:
 * scattered over all rows, each of its bins would be fetched from memory again and again. The next call overwrites
 * them.
 */
export function compactBranch(
  problem: GrowProblem,
  codes: Int32Array,
  rows: Int32Array,
  { start, end, depth, key }: OpenNode,
): CompactBranch {
  const { byRow, columns, smallest, largest } = problem.columns;
  const { block } = giniKernel();
  const size = end - start;
  const branchCodes = new Int32Array(size);
  const branchRows = new Int32Array(size);
  for (let at = 0; at < size; at++) {
    const row = rows[start + at];
    block.set(byRow.subarray(row * columns, (row + 1) * columns), at * columns);
    branchCodes[at] = codes[row];
    branchRows[at] = at;
  }
  return {
    problem: { ...problem, columns: { rows: size, columns, byRow: block, byColumn: undefined, smallest, largest } },
    codes: branchCodes,
    rows: branchRows,
    root: { start: 0, end: size, depth, key },
  };
}
