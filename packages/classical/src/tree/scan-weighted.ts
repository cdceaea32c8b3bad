import { BINS } from './binned-columns.js';
import type { ColumnScan, ScanContext } from './column-scan.js';
import type { Criterion } from './criterion.js';

/** Every cut of rows whose weights are not whole numbers: as `scanCounted`, with sums in float64. */
export function scanWeighted({ problem, node, best }: ScanContext): ColumnScan {
  const { classes, criterion, minSamplesLeaf } = problem;
  const histogram = new Float64Array(BINS * classes);
  const rowsOfBin = new Int32Array(BINS);
  const left = new Float64Array(classes);

  return {
    scan(column) {
      const { size, key, counts } = node;
      const codes = node.codes();
      const weights = node.weights();
      const bins = node.bins(column);
      histogram.fill(0);
      rowsOfBin.fill(0);
      for (let at = 0; at < size; at++) {
        histogram[bins[at] * classes + (codes[at] & 65535)] += weights[at];
        rowsOfBin[bins[at]]++;
      }
      left.fill(0);
      let leftRows = 0;
      let last = -1;
      let different = 0;
      for (let bin = 0; bin < BINS; bin++) {
        const rows = rowsOfBin[bin];
        if (rows === 0) continue;
        if (last >= 0 && leftRows >= minSamplesLeaf && size - leftRows >= minSamplesLeaf) {
          const score = scoreOfSides(criterion, left, counts);
          if (score >= best.score) best.offer(column, last, bin, score, key);
        }
        for (let label = 0; label < classes; label++) left[label] += histogram[bin * classes + label];
        leftRows += rows;
        last = bin;
        different++;
      }
      return different > 1;
    },
  };
}

/**
 * What a cut is worth, on the scale of `Sides.score`; neither side may be empty.
 *
 * @param left - weight of each class on the left
 * @param counts - on both sides together
 */
export function scoreOfSides(criterion: Criterion, left: Float64Array, counts: Float64Array): number {
  let [leftSum, rightSum, leftWeight, rightWeight] = [0, 0, 0, 0];
  for (let label = 0; label < left.length; label++) {
    const own = left[label];
    const other = Math.max(0, counts[label] - own);
    leftWeight += own;
    rightWeight += other;
    leftSum += criterion === 'gini' ? own * own : xLogX(own);
    rightSum += criterion === 'gini' ? other * other : xLogX(other);
  }
  return criterion === 'gini'
    ? leftSum / leftWeight + rightSum / rightWeight
    : leftSum - xLogX(leftWeight) + rightSum - xLogX(rightWeight);
}

const xLogX = (x: number): number => (x > 0 ? x * Math.log(x) : 0);
