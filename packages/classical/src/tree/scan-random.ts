import { BINS, type BinnedColumns } from './binned-columns.js';
import type { ColumnScan, ScanContext } from './column-scan.js';
import { cutDraw } from './node-random.js';
import { Sides } from './sides.js';

/** One cut, uniform over the range that the column has in the node (Geurts, Ernst & Wehenkel 2006). */
export function scanRandom({ problem, node, best }: ScanContext): ColumnScan {
  const { classes, minSamplesLeaf } = problem;
  const sides = new Sides(problem.criterion, classes, problem.totalWeight);
  const left = new Float64Array(classes);

  return {
    scan(column) {
      const { size, key } = node;
      const codes = node.codes();
      const bins = node.bins(column);
      let low = 255;
      let high = 0;
      for (let at = 0; at < size; at++) {
        const bin = bins[at];
        if (bin < low) low = bin;
        if (bin > high) high = bin;
      }
      if (low === high) return false;
      const cut = randomCut(node.columns, column, low, high, cutDraw(key, column) / 4294967296);
      left.fill(0);
      let leftRows = 0;
      let last = low;
      let next = high;
      for (let at = 0; at < size; at++) {
        const bin = bins[at];
        if (bin > cut) {
          if (bin < next) next = bin;
          continue;
        }
        if (bin > last) last = bin;
        left[codes[at] & 65535] += codes[at] >>> 16;
        leftRows++;
      }
      if (leftRows < minSamplesLeaf || size - leftRows < minSamplesLeaf) return true;
      sides.clear(node);
      for (let label = 0; label < classes; label++) sides.move(label, left[label]);
      const score = sides.score();
      if (score >= best.score) best.offer(column, last, next, score, key);
      return true;
    },
  };
}

/** The last bin that a cut drawn uniformly between the smallest and the largest number leaves on the left. */
function randomCut({ smallest }: BinnedColumns, column: number, low: number, high: number, share: number): number {
  if (smallest === undefined) return Math.min(high - 1, Math.floor(low + share * (high - low)));
  const first = smallest[column * BINS + low];
  const threshold = first + share * (smallest[column * BINS + high] - first);
  let cut = low;
  while (cut + 1 < high && smallest[column * BINS + cut + 1] <= threshold) cut++;
  return cut;
}
