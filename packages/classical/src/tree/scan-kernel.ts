import type { ColumnScan, ScanContext } from './column-scan.js';
import { cutDraw } from './node-random.js';
import type { SplitProblem } from './problem.js';
import { drawnThreshold, KERNEL_CLASSES, KERNEL_WEIGHT, kernelCode, treeKernel } from './tree-kernel.js';

/** Whether the kernel knows the problem's rules; a node must fit besides. */
export function isForKernel({ classes, columns, criterion, splitter, rowWeights }: SplitProblem): boolean {
  if (rowWeights !== undefined || criterion !== 'gini' || classes > KERNEL_CLASSES) return false;
  return splitter === 'best' || columns.smallest === undefined;
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
  return {
    open() {
      kernel.open(node.size, node.counts);
      node.copyCodes(kernel.codes, kernelCode);
    },
    scan(column) {
      const { key } = node;
      node.copyBins(kernel.bins, column);
      const filled =
        splitter === 'best' ? kernel.search(minSamplesLeaf) : kernel.searchDrawn(minSamplesLeaf, cutDraw(key, column));
      const { cut, next, score } = kernel;
      if (cut < 0 || score < best.score) return filled > 1;
      if (splitter === 'best') best.offer(column, cut, next, score, key);
      else best.offer(column, cut, cut + 1, score, key, drawnThreshold(cut, next));
      return filled > 1;
    },
  };
}
