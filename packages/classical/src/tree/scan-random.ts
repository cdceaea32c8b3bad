import { BINS, type BinnedColumns, MISSING } from './binned-columns.js';
import type { ColumnScan, ScanContext } from './column-scan.js';
import { cutDraw, sideDraw } from './node-random.js';
import { scoreOfSides } from './scan-weighted.js';
import { Sides } from './sides.js';

/**
 * One cut, uniform over the range that the column has in the node (Geurts, Ernst & Wehenkel 2006). Missing values go to a
 * side that is drawn, as in scikit-learn.
 */
export function scanRandom({ problem, node, best }: ScanContext): ColumnScan {
  const { classes, criterion, minSamplesLeaf, rowWeights } = problem;
  const sides = rowWeights ? undefined : new Sides(criterion, classes, problem.totalWeight);
  const left = new Float64Array(classes);

  return {
    scan(column) {
      const { size, key } = node;
      const codes = node.codes();
      const weights = rowWeights && node.weights();
      const bins = node.bins(column);
      const missing = node.columns.missing?.[column] ? MISSING : BINS;
      let low = 255;
      let high = 0;
      let hasMissing = false;
      for (let at = 0; at < size; at++) {
        const bin = bins[at];
        if (bin === missing) hasMissing = true;
        else {
          if (bin < low) low = bin;
          if (bin > high) high = bin;
        }
      }
      if (low > high || (low === high && !hasMissing)) return false;
      const missingLeft = hasMissing ? sideDraw(key, column) : undefined;
      const { cut, threshold } = randomCut(node.columns, column, low, high, cutDraw(key, column) / 4294967296);
      left.fill(0);
      let leftRows = 0;
      for (let at = 0; at < size; at++) {
        if (bins[at] === missing ? !missingLeft : bins[at] > cut) continue;
        left[codes[at] & 65535] += weights ? weights[at] : codes[at] >>> 16;
        leftRows++;
      }
      if (leftRows < minSamplesLeaf || size - leftRows < minSamplesLeaf || leftRows === size) return true;
      const score = sides ? scoreOf(sides, left, node) : scoreOfSides(criterion, left, node.counts);
      if (score >= best.score) best.offer(column, cut, cut + 1, score, key, threshold, missingLeft);
      return true;
    },
  };
}

function scoreOf(sides: Sides, left: Float64Array, node: ScanContext['node']): number {
  sides.clear(node);
  for (let label = 0; label < left.length; label++) sides.move(label, left[label]);
  return sides.score();
}

/**
 * A threshold drawn uniformly between the smallest and the largest number, and the last bin that it leaves on the left.
 * Within a bin of several numbers it moves to the bin's end, because training rows of a bin stay together.
 */
function randomCut(
  { smallest, largest }: BinnedColumns,
  column: number,
  low: number,
  high: number,
  share: number,
): { cut: number; threshold: number } {
  if (smallest === undefined || largest === undefined) {
    const threshold = low + share * (high - low);
    return { cut: Math.floor(threshold), threshold };
  }
  const first = smallest[column * BINS + low];
  const drawn = first + share * (smallest[column * BINS + high] - first);
  let cut = low;
  while (cut + 1 < high && smallest[column * BINS + cut + 1] <= drawn) cut++;
  const end = largest[column * BINS + cut];
  // Rounding may carry a threshold to the first number on the right.
  return { cut, threshold: drawn >= end && drawn < smallest[column * BINS + cut + 1] ? drawn : end };
}
