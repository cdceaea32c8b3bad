import type { BoostedTreeRequest } from './grow-boosted-tree.js';
import { HistogramKernel } from './histogram-kernel.js';

// eslint-disable-next-line selvedge/no-shared-state -- working memory of this thread; another fit gets its own
let latest: { readonly fit: string; readonly kernel: HistogramKernel } | undefined;

/** The kernel of this thread that holds the bins of a fit. */
export function histogramKernel({ fit, bins, mostUsed }: BoostedTreeRequest): HistogramKernel {
  if (latest?.fit !== fit) {
    latest = undefined; // before the next one takes its memory
    latest = { fit, kernel: new HistogramKernel(bins, mostUsed) };
  }
  return latest.kernel;
}
