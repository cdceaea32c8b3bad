import type { BestSplit } from './best-split.js';
import type { NodeRows } from './node-rows.js';
import type { SplitProblem } from './problem.js';

/** Looks for the best cut of one column of the node that is open, and offers it. */
export interface ColumnScan {
  /** Called once per node, before its columns, where a scan has something to prepare. */
  open?(): void;
  /** @returns whether the node has two different bins in the column; without, it cannot be cut there */
  scan(column: number): boolean;
}

/** What every scan works on. */
export interface ScanContext {
  readonly problem: SplitProblem;
  readonly node: NodeRows;
  readonly best: BestSplit;
}
