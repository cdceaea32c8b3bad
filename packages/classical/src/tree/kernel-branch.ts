import { cutBetween } from './binned-columns.js';
import { impurityOf } from './criterion.js';
import { TreeBuilder, type TreeNodes } from './nodes.js';
import type { GrowProblem, OpenNode } from './problem.js';
import { isForKernel, nodeFitsKernel } from './scan-kernel.js';
import { branchRows, drawnThreshold, KERNEL_CLASSES, kernelCode, NODE_NUMBERS, treeKernel } from './tree-kernel.js';

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
    block.set(byRow.subarray(row * columns, (row + 1) * columns), (at - start) * columns);
    rowCodes[at - start] = kernelCode(allCodes[row]);
  }
  const { size, numbers, counts } = kernel.growBranch({ ...problem, columns, rows: end - start, depth, key });
  const builder = new TreeBuilder(problem.classes);
  for (let node = 0; node < size; node++) {
    const at = node * NODE_NUMBERS;
    const first = node * KERNEL_CLASSES;
    const nodeCounts = counts.subarray(first, first + problem.classes);
    builder.append(numbers[at + 4], impurityOf(problem.criterion, nodeCounts), nodeCounts);
    const feature = numbers[at];
    if (feature < 0) continue;
    const [cut, next] = [numbers[at + 1], numbers[at + 2]];
    const isDrawn = problem.splitter === 'random';
    builder.split(node, feature, isDrawn ? drawnThreshold(cut, next) : cutBetween(problem.columns, feature, cut, next));
    builder.setRight(node, numbers[at + 3]);
  }
  return builder.finish();
}
