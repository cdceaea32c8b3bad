import { cutBetween } from './binned-columns.js';
import { impurityOf } from './criterion.js';
import { TreeBuilder, type TreeNodes } from './nodes.js';
import type { GrowProblem, OpenNode } from './problem.js';
import { isForKernel, nodeFitsKernel } from './scan-kernel.js';
import {
  branchRows,
  drawnThreshold,
  KERNEL_CLASSES,
  kernelCode,
  NODE_NUMBERS,
  thresholdIn,
  treeKernel,
} from './tree-kernel.js';

/** Up to so many bytes a loop is faster than a call. */
const COPIED_BYTES = 96;

/**
 * Whether the kernel grows a branch: it must be small, and the rules those that the kernel knows. It grows the same
 * branch as `growBranch` does.
 */
export function fitsKernel(problem: GrowProblem, size: number, counts: Float64Array): boolean {
  const { columns, minImpurityDecrease } = problem;
  if (!isForKernel(problem) || columns.missing || minImpurityDecrease > 0 || size > branchRows(columns.columns))
    return false;
  const weight = counts.reduce((sum, count) => sum + count, 0);
  return nodeFitsKernel(problem, size, weight);
}

/**
 * Grows a branch in the kernel. Its rows are copied side by side first: scattered over all rows, each of their bins
 * would be fetched from memory again and again.
 */
export function growInKernel(
  problem: GrowProblem,
  allCodes: Int32Array,
  rows: Int32Array,
  { start, end, depth, key }: OpenNode,
): TreeNodes {
  const { byRow, columns } = problem.columns;
  const kernel = treeKernel();
  const { block, rowCodes } = kernel;
  for (let at = start; at < end; at++) {
    const row = rows[at];
    copyRow(byRow, row * columns, columns, block, (at - start) * columns);
    rowCodes[at - start] = kernelCode(allCodes[row]);
  }
  const { size, numbers, counts } = kernel.growBranch({ ...problem, columns, rows: end - start, depth, key });
  const builder = new TreeBuilder(problem.classes);
  for (let node = 0; node < size; node++) {
    const at = node * NODE_NUMBERS;
    const first = node * KERNEL_CLASSES;
    const nodeCounts = counts.subarray(first, first + problem.classes);
    builder.append(numbers[at + 4], impurityOf(problem.criterion, nodeCounts), { weights: nodeCounts });
    const feature = numbers[at];
    if (feature < 0) continue;
    builder.split(node, feature, thresholdOf(problem, feature, numbers[at + 1], numbers[at + 2]));
    builder.setRight(node, numbers[at + 3]);
  }
  return builder.finish();
}

function copyRow(source: Uint8Array, from: number, size: number, target: Uint8Array, to: number): void {
  if (size > COPIED_BYTES) target.set(source.subarray(from, from + size), to);
  else for (let at = 0; at < size; at++) target[to + at] = source[from + at];
}

/** Of a cut between two bins, or of one that was drawn: see `BranchNodes`. */
function thresholdOf({ columns, splitter }: GrowProblem, feature: number, second: number, third: number): number {
  if (splitter === 'best') return cutBetween(columns, feature, second, third);
  return columns.smallest === undefined ? drawnThreshold(second, third) : thresholdIn(second, third);
}
