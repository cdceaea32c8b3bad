import type { ColumnScan, ScanContext } from './column-scan.js';
import { cutDraw } from './node-random.js';
import type { SplitProblem } from './problem.js';
import { KERNEL_CLASSES, KERNEL_WEIGHT, kernelCode, RANGE_COLUMNS, treeKernel } from './tree-kernel.js';

/** Whether the kernel knows the problem's rules; a node must fit as well. */
export function isForKernel({ classes, columns, criterion, splitter, rowWeights }: SplitProblem): boolean {
  if (rowWeights !== undefined || criterion !== 'gini' || classes > KERNEL_CLASSES) return false;
  return splitter === 'best' || columns.smallest === undefined || columns.columns <= RANGE_COLUMNS;
}

/**
 * Whether a node is within the kernel's limits. It knows weights and no rows: where a side needs several rows, each
 * must weigh one.
 */
export function nodeFitsKernel({ minSamplesLeaf }: SplitProblem, size: number, weight: number): boolean {
  return weight <= KERNEL_WEIGHT && (minSamplesLeaf === 1 || weight === size);
}

/** Every cut, or one that is drawn, in WebAssembly. */
export function scanInKernel({ problem, node, best }: ScanContext): ColumnScan {
  const { minSamplesLeaf, splitter } = problem;
  const kernel = treeKernel();
  if (splitter === 'random') kernel.setRanges(problem.columns);
  return {
    open() {
      kernel.open(node.size, node.counts);
      node.copyCodes(kernel.codes, kernelCode);
    },
    scan(column) {
      const { key } = node;
      node.copyBins(kernel.bins, column);
      const filled =
        splitter === 'best'
          ? kernel.search(minSamplesLeaf)
          : kernel.searchDrawn(minSamplesLeaf, cutDraw(key, column), column);
      const { cut, next, score } = kernel;
      if (cut < 0 || score < best.score) return filled > 1;
      if (splitter === 'best') best.offer(column, cut, next, score, key);
      else best.offer(column, cut, cut + 1, score, key, kernel.threshold);
      return filled > 1;
    },
  };
}
