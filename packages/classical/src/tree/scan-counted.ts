import { BINS } from './binned-columns.js';
import type { ColumnScan, ScanContext } from './column-scan.js';
import { Sides } from './sides.js';

/**
 * Every cut of many rows: a histogram counts each class in each of 256 bins, and walking the bins upwards moves their
 * rows from right to left.
 */
export function scanCounted({ problem, node, best }: ScanContext): ColumnScan {
  const { classes, minSamplesLeaf } = problem;
  const sides = new Sides(problem.criterion, classes, problem.totalWeight);
  const histogram = new Int32Array(BINS * classes);
  /** Rows per bin, whatever their weights. */
  const rowsOfBin = new Int32Array(BINS);

  return {
    scan(column) {
      const { size, key } = node;
      const codes = node.codes();
      const bins = node.bins(column);
      for (let at = 0; at < size; at++) {
        const code = codes[at];
        const bin = bins[at];
        histogram[bin * classes + (code & 65535)] += code >>> 16;
        rowsOfBin[bin]++;
      }
      sides.clear(node);
      let leftRows = 0;
      let last = -1;
      let different = 0;
      for (let bin = 0; bin < BINS; bin++) {
        const rows = rowsOfBin[bin];
        if (rows === 0) continue;
        rowsOfBin[bin] = 0;
        if (last >= 0 && leftRows >= minSamplesLeaf && size - leftRows >= minSamplesLeaf) {
          const score = sides.score();
          if (score >= best.score) best.offer(column, last, bin, score, key);
        }
        const first = bin * classes;
        for (let label = 0; label < classes; label++) {
          const moved = histogram[first + label];
          if (moved === 0) continue;
          histogram[first + label] = 0;
          sides.move(label, moved);
        }
        leftRows += rows;
        last = bin;
        different++;
      }
      return different > 1;
    },
  };
}
