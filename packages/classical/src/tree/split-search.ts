import { BestSplit, type Split } from './best-split.js';
import type { ColumnScan, ScanContext } from './column-scan.js';
import { MANY_CLASSES } from './node-counts.js';
import { draw, type NodeKey } from './node-random.js';
import { NodeRows } from './node-rows.js';
import type { SplitProblem } from './problem.js';
import { scanCounted } from './scan-counted.js';
import { isForKernel, nodeFitsKernel, scanInKernel } from './scan-kernel.js';
import { scanManyClasses } from './scan-many-classes.js';
import { scanMissing } from './scan-missing.js';
import { scanRandom } from './scan-random.js';
import { SORTED_ROWS, scanSorted } from './scan-sorted.js';
import { scanWeighted } from './scan-weighted.js';

/** Finds the best cut of a node. One object serves all nodes of a tree, because it owns the scratch memory. */
export class SplitSearch {
  readonly #problem: SplitProblem;
  readonly #node: NodeRows;
  readonly #best = new BestSplit();
  readonly #inKernel: ColumnScan | undefined;
  readonly #context: ScanContext;
  /** Made when a node needs them, because branches of few rows need few of them. */
  #few: ColumnScan | undefined;
  #many: ColumnScan | undefined;
  /** For columns with missing values. */
  #missing: ColumnScan | undefined;
  readonly #order: Int32Array;
  readonly #swapped: Int32Array;

  /** @param withKernel - whether WebAssembly may search; it finds the same */
  constructor(problem: SplitProblem, withKernel = true) {
    this.#problem = problem;
    const { columns, rowWeights } = problem;
    this.#node = new NodeRows(columns, rowWeights);
    this.#context = { problem, node: this.#node, best: this.#best };
    this.#inKernel = withKernel && isForKernel(problem) ? scanInKernel(this.#context) : undefined;
    this.#order = Int32Array.from({ length: columns.columns }, (_, column) => column);
    this.#swapped = new Int32Array(columns.columns);
  }

  /**
   * @param rows - row numbers; the node's are those from `start` to `end`, ascending
   * @param codes - label and weight of every row (`packCode`)
   * @param counts - the node's weight per class
   * @param from - first column to try; with `to`, only when all columns are candidates
   */
  find(
    rows: Int32Array,
    start: number,
    end: number,
    codes: Int32Array,
    counts: Float64Array,
    key: NodeKey,
    from = 0,
    to: number = this.#problem.columns.columns,
  ): Split | undefined {
    const { columns, maxFeatures } = this.#problem;
    this.#node.open(rows, start, end, { codes, counts, key });
    const columnScan = this.#scanFor(this.#node);
    columnScan.open?.();
    this.#best.clear();
    if (maxFeatures < columns.columns) this.#scanDrawn(columnScan, key);
    else for (let column = from; column < to; column++) this.#scan(columnScan, column);
    return this.#best.split(columns);
  }

  #scan(columnScan: ColumnScan, column: number): boolean {
    return (this.#problem.columns.missing?.[column] ? this.#forMissing() : columnScan).scan(column);
  }

  #forMissing(): ColumnScan {
    if (this.#problem.splitter === 'random') return this.#forMany();
    this.#missing ??= scanMissing(this.#context);
    return this.#missing;
  }

  #forMany(): ColumnScan {
    const { classes, splitter, rowWeights } = this.#problem;
    const unweighted = classes < MANY_CLASSES ? scanCounted : scanManyClasses;
    const best = rowWeights ? scanWeighted : unweighted;
    this.#many ??= (splitter === 'random' ? scanRandom : best)(this.#context);
    return this.#many;
  }

  #forFew(): ColumnScan {
    if (this.#problem.splitter === 'random' || this.#problem.rowWeights) return this.#forMany();
    this.#few ??= scanSorted(this.#context);
    return this.#few;
  }

  #scanFor({ size, weight }: NodeRows): ColumnScan {
    if (this.#inKernel && nodeFitsKernel(this.#problem, size, weight)) return this.#inKernel;
    return size <= SORTED_ROWS ? this.#forFew() : this.#forMany();
  }

  /** Draws columns without replacement until enough were seen and one of them could be cut (as scikit-learn does). */
  #scanDrawn(columnScan: ColumnScan, key: NodeKey): void {
    const order = this.#order;
    const swapped = this.#swapped;
    const { maxFeatures } = this.#problem;
    let seen = 0;
    let canBeCut = false;
    while (seen < order.length && (seen < maxFeatures || !canBeCut)) {
      const other = seen + Math.floor((draw(key, seen + 1) / 4294967296) * (order.length - seen));
      swapped[seen] = other;
      const column = order[other];
      order[other] = order[seen];
      order[seen] = column;
      seen++;
      canBeCut = this.#scan(columnScan, column) || canBeCut;
    }
    // Undone, so that a draw depends on the node's key alone and not on the nodes before it.
    for (let at = seen - 1; at >= 0; at--) {
      const column = order[at];
      order[at] = order[swapped[at]];
      order[swapped[at]] = column;
    }
  }
}
