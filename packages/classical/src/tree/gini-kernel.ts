import { instantiateKernels, MemoryPlan } from '@selvedge/compute';
import { giniWasm } from './gini.wasm.js';

/** Heaviest node that the kernel takes: its histogram counts in 16 bits. */
export const KERNEL_WEIGHT = 65_535;
/** Most classes that it takes. */
export const KERNEL_CLASSES = 16;

/** Measured by tools/bench/classical-trees.mjs: a third longer with a quarter of it, no shorter with twice as much. */
const BLOCK_BYTES = 2 ** 22;

/** What `packCode` makes, with the label as an offset in bytes. */
export const kernelCode = (code: number): number => (code & 0xffff0000) | ((code & 0xffff) << 1);

/** Finds the best cut of one column of one node after another; see assembly/gini.ts. */
export interface GiniKernel {
  /** The bin of each of the node's rows in the column; to be filled in before `search`. */
  readonly bins: Uint8Array;
  /** Room for the rows of a branch, side by side: columns of nodes within it are searched where they lie. */
  readonly block: Uint8Array;
  /** Where each of the node's rows begins in the block; to be filled in before `searchBlock`. */
  readonly offsets: Int32Array;
  /** Label and weight of each of the node's rows, as `kernelCode` makes them; to be filled in before either search. */
  readonly codes: Int32Array;
  /** Names the node whose columns are searched next: its rows, and its weight per class. */
  open(size: number, counts: ArrayLike<number>): void;
  /**
   * Counts the node's rows and finds the best cut.
   *
   * @param minWeight - least weight of each side
   * @returns how many bins are filled
   */
  search(minWeight: number): number;
  /** As `search`, in a column of the block. */
  searchBlock(column: number, minWeight: number): number;
  /** What `search` found last: the score, the bin below the cut (-1 when there is none) and the bin above it. */
  readonly score: number;
  readonly cut: number;
  readonly next: number;
}

interface Exports {
  bestCut(...numbers: number[]): number;
  bestCutInBlock(...numbers: number[]): number;
}

let kernel: GiniKernel | undefined;

/** The kernel of this thread. */
export function giniKernel(): GiniKernel {
  kernel ??= createKernel();
  return kernel;
}

function createKernel(): GiniKernel {
  const kernels = instantiateKernels<Exports>(giniWasm);
  const plan = new MemoryPlan(kernels);
  const at = {
    bins: plan.place(KERNEL_WEIGHT),
    block: plan.place(BLOCK_BYTES),
    offsets: plan.place(KERNEL_WEIGHT * 4),
    codes: plan.place(KERNEL_WEIGHT * 4),
    counts: plan.place(KERNEL_CLASSES * 2),
    histogram: plan.place(256 * KERNEL_CLASSES * 2),
    filled: plan.place(256),
    found: plan.place(16),
  };
  plan.apply();
  const { buffer } = kernels.memory;
  const counts = new Uint16Array(buffer, at.counts, KERNEL_CLASSES);
  const score = new Float64Array(buffer, at.found, 1);
  const cuts = new Int32Array(buffer, at.found + 8, 2);
  const { bestCut, bestCutInBlock } = kernels.exports;
  let size = 0;
  let weight = 0;
  return {
    bins: new Uint8Array(buffer, at.bins, KERNEL_WEIGHT),
    block: new Uint8Array(buffer, at.block, BLOCK_BYTES),
    offsets: new Int32Array(buffer, at.offsets, KERNEL_WEIGHT),
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
    searchBlock: (column, minWeight) =>
      bestCutInBlock(
        at.block + column,
        at.offsets,
        at.codes,
        size,
        at.counts,
        weight,
        minWeight,
        at.histogram,
        at.filled,
        at.found,
      ),
    get score() {
      return score[0];
    },
    get cut() {
      return cuts[0];
    },
    get next() {
      return cuts[1];
    },
  };
}
