import { instantiateKernels, MemoryPlan } from '@selvedge/compute/kernels';
import { BINS, type BinRanges } from './binned-columns.js';
import { treesWasm } from './trees.wasm.js';

/** Heaviest node that the kernel takes: its histograms count in 16 bits. */
export const KERNEL_WEIGHT = 65_535;
/** Most classes that it takes. */
export const KERNEL_CLASSES = 16;
/** Most rows of a branch. */
export const BRANCH_ROWS = 8192;

/** Measured by tools/bench/dist/classical-models.js: a third longer with a quarter of it, no shorter with twice as much. */
const BLOCK_BYTES = 2 ** 22;
/** Most columns of a branch: few rows of so many fit in the block. */
const BRANCH_COLUMNS = 2 ** 16;
/** Most columns of floats whose cuts are drawn. */
export const RANGE_COLUMNS = 2048;
/** Of a column: the smallest and the largest number of each bin. */
const RANGE_NUMBERS = 2 * 256;
/** Of a node, see `BranchNodes`. */
export const NODE_NUMBERS = 5;

/** What `packCode` makes, with the label as an offset in bytes. */
export const kernelCode = (code: number): number => (code & 0xffff0000) | ((code & 0xffff) << 1);

const both = new Float64Array(1);
// eslint-disable-next-line selvedge/no-shared-state -- written and read within one call
const halves = new Int32Array(both.buffer);

/** The threshold whose bits are the second and third number of a node. */
export function thresholdIn(second: number, third: number): number {
  halves[0] = second;
  halves[1] = third;
  return both[0];
}

/** Where a drawn cut of bytes lies: its whole part and its fraction in 32 bits. */
export const drawnThreshold = (whole: number, fraction: number): number => whole + (fraction >>> 0) / 4294967296;

/** A branch whose rows lie in the block. */
export interface BranchRequest {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly key: number;
  /** May be infinite. */
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  /** Above 1 only where every row weighs 1. */
  readonly minSamplesLeaf: number;
  readonly maxFeatures: number;
  /** `random`: one cut per column, drawn. */
  readonly splitter: 'best' | 'random';
}

/** A branch grown, in pre-order: views that hold until the next one. */
export interface BranchNodes {
  readonly size: number;
  /**
   * Per node: column (-1: leaf), last bin on the left, first bin on the right, right child (0: none), rows. Of drawn cuts
   * the second and third are whole part and fraction, see `drawnThreshold`, or where bins are ranges the threshold, see
   * `thresholdIn`.
   */
  readonly numbers: Int32Array;
  /** Weight per class, nodes x 16. */
  readonly counts: Uint16Array;
}

/** Trees by Gini's index in WebAssembly; see assembly/. */
export interface TreeKernel {
  /** The bin of each of a node's rows in one column; to be filled in before `search`. */
  readonly bins: Uint8Array;
  /** Label and weight of each of the node's rows, as `kernelCode` makes them; to be filled in before `search`. */
  readonly codes: Int32Array;
  /** Names the node whose columns are searched next: its rows, and its weight per class. */
  open(size: number, counts: ArrayLike<number>): void;
  /**
   * Counts the node's rows and finds the best cut of the column.
   *
   * @param minWeight - least weight of each side
   * @returns how many bins are filled
   */
  search(minWeight: number): number;
  /** Sets the ranges of the bins, from which cuts are drawn; undefined where bins are the numbers. */
  setRanges(ranges: BinRanges): void;
  /** As `search`, for one cut of the column: `drawn` is uniform over 32 bits. */
  searchDrawn(minWeight: number, drawn: number, column: number): number;
  /**
   * What either found last: the score, the bin below the cut (-1 when there is none) and the bin above it, or the fraction
   * of a drawn cut.
   */
  readonly score: number;
  readonly cut: number;
  readonly next: number;
  /** Where a drawn cut lies. */
  readonly threshold: number;
  /** Room for the rows of a branch, side by side. */
  readonly block: Uint8Array;
  /** Label and weight of each row in the block, as `kernelCode` makes them. */
  readonly rowCodes: Int32Array;
  /** Grows a whole branch on the rows in the block. */
  growBranch(request: BranchRequest): BranchNodes;
}

interface Exports {
  bestCut(...numbers: number[]): number;
  drawnCut(...numbers: number[]): number;
  growBranch(...numbers: number[]): number;
}

// eslint-disable-next-line selvedge/no-shared-state -- working memory of this thread, which each call sets first
let kernel: TreeKernel | undefined;

/** The kernel of this thread. */
export function treeKernel(): TreeKernel {
  kernel ??= createKernel();
  return kernel;
}

/** How many rows of so many columns a branch may have to be grown side by side; 0 for very many columns. */
export function branchRows(columns: number): number {
  return columns > BRANCH_COLUMNS ? 0 : Math.min(BRANCH_ROWS, Math.floor(BLOCK_BYTES / columns));
}

function createKernel(): TreeKernel {
  const kernels = instantiateKernels<Exports>(treesWasm);
  const plan = new MemoryPlan(kernels);
  const at = {
    bins: plan.place(KERNEL_WEIGHT + 16),
    codes: plan.place(KERNEL_WEIGHT * 4),
    counts: plan.place(KERNEL_CLASSES * 2),
    histogram: plan.place(256 * KERNEL_CLASSES * 2),
    filled: plan.place(256),
    found: plan.place(24),
    ranges: plan.place(RANGE_COLUMNS * RANGE_NUMBERS * 8),
    block: plan.place(BLOCK_BYTES),
    rowCodes: plan.place(BRANCH_ROWS * 4),
    rows: plan.place(BRANCH_ROWS * 4),
    spare: plan.place(BRANCH_ROWS * 4),
    offsets: plan.place(BRANCH_ROWS * 4),
    order: plan.place(BRANCH_COLUMNS * 4),
    swapped: plan.place(BRANCH_COLUMNS * 4),
    stack: plan.place((BRANCH_ROWS + 1) * 64),
    nodes: plan.place(2 * BRANCH_ROWS * NODE_NUMBERS * 4),
    nodeCounts: plan.place(2 * BRANCH_ROWS * KERNEL_CLASSES * 2),
  };
  plan.apply();
  const { buffer } = kernels.memory;
  const { bestCut, drawnCut, growBranch } = kernels.exports;
  const counts = new Uint16Array(buffer, at.counts, KERNEL_CLASSES);
  const score = new Float64Array(buffer, at.found, 1);
  const cuts = new Int32Array(buffer, at.found + 8, 2);
  const nodes = new Int32Array(buffer, at.nodes, 2 * BRANCH_ROWS * NODE_NUMBERS);
  const nodeCounts = new Uint16Array(buffer, at.nodeCounts, 2 * BRANCH_ROWS * KERNEL_CLASSES);
  const ranges = new Float64Array(buffer, at.ranges, RANGE_COLUMNS * RANGE_NUMBERS);
  const threshold = new Float64Array(buffer, at.found + 16, 1);
  let size = 0;
  let weight = 0;
  let hasRanges = false;
  return {
    bins: new Uint8Array(buffer, at.bins, KERNEL_WEIGHT),
    codes: new Int32Array(buffer, at.codes, KERNEL_WEIGHT),
    open(nodeSize, nodeCounts) {
      size = nodeSize;
      weight = 0;
      counts.fill(0);
      for (let label = 0; label < nodeCounts.length; label++) {
        counts[label] = nodeCounts[label];
        weight += nodeCounts[label];
      }
    },
    search: (minWeight) =>
      bestCut(at.bins, at.codes, size, at.counts, weight, minWeight, at.histogram, at.filled, at.found),
    setRanges({ smallest, largest }) {
      hasRanges = smallest !== undefined && largest !== undefined;
      if (smallest === undefined || largest === undefined) return;
      for (let column = 0, to = 0; column < smallest.length; column += BINS, to += RANGE_NUMBERS) {
        ranges.set(smallest.subarray(column, column + BINS), to);
        ranges.set(largest.subarray(column, column + BINS), to + BINS);
      }
    },
    searchDrawn(minWeight, drawn, column) {
      const numbers = hasRanges ? at.ranges + column * RANGE_NUMBERS * 8 : 0;
      return drawnCut(at.bins, at.codes, size, at.counts, weight, minWeight, drawn, numbers, 0, at.histogram, at.found);
    },
    get threshold() {
      return hasRanges ? threshold[0] : drawnThreshold(cuts[0], cuts[1]);
    },
    get score() {
      return score[0];
    },
    get cut() {
      return cuts[0];
    },
    get next() {
      return cuts[1];
    },
    block: new Uint8Array(buffer, at.block, BLOCK_BYTES),
    rowCodes: new Int32Array(buffer, at.rowCodes, BRANCH_ROWS),
    growBranch({ rows, columns, depth, key, maxDepth, minSamplesSplit, minSamplesLeaf, maxFeatures, splitter }) {
      const grown = growBranch(
        at.block,
        columns,
        rows,
        at.rowCodes,
        depth,
        key,
        int32(maxDepth),
        int32(minSamplesSplit),
        int32(minSamplesLeaf),
        maxFeatures,
        splitter === 'random' ? 1 : 0,
        splitter === 'random' && hasRanges ? at.ranges : 0,
        at.rows,
        at.spare,
        at.bins,
        at.codes,
        at.offsets,
        at.order,
        at.swapped,
        at.stack,
        at.histogram,
        at.filled,
        at.found,
        at.nodes,
        at.nodeCounts,
      );
      return { size: grown, numbers: nodes, counts: nodeCounts };
    },
  };
}

const int32 = (limit: number): number => Math.min(limit, 2 ** 30);
