import { BINS, MISSING } from './binned-columns.js';
import type { ColumnScan, ScanContext } from './column-scan.js';
import { scoreOfSides } from './scan-weighted.js';

/**
 * Every cut of a column with missing values: with these on the right, among them the cut that has them alone there, and
 * then with these on the left, as scikit-learn's trees do.
 */
export function scanMissing({ problem, node, best }: ScanContext): ColumnScan {
  const { classes, criterion, minSamplesLeaf } = problem;
  const histogram = new Float64Array(BINS * classes);
  const rowsOfBin = new Int32Array(BINS);
  const left = new Float64Array(classes);

  function count(column: number): void {
    const codes = node.codes();
    const weights = node.weights();
    const bins = node.bins(column);
    histogram.fill(0);
    rowsOfBin.fill(0);
    for (let at = 0; at < node.size; at++) {
      histogram[bins[at] * classes + (codes[at] & 65535)] += weights[at];
      rowsOfBin[bins[at]]++;
    }
  }

  function move(bin: number): void {
    for (let label = 0; label < classes; label++) left[label] += histogram[bin * classes + label];
  }

  /** @returns whether a cut was possible at all */
  function search(column: number, missingLeft: boolean | undefined): boolean {
    const { size, key, counts } = node;
    left.fill(0);
    let leftRows = 0;
    if (missingLeft) {
      move(MISSING);
      leftRows = rowsOfBin[MISSING];
    }
    let last = -1;
    let different = 0;
    for (let bin = 0; bin < (missingLeft ? MISSING : BINS); bin++) {
      if (rowsOfBin[bin] === 0) continue;
      if (last >= 0 && leftRows >= minSamplesLeaf && size - leftRows >= minSamplesLeaf) {
        const score = scoreOfSides(criterion, left, counts);
        if (score >= best.score) best.offer(column, last, bin, score, key, undefined, missingLeft);
      }
      move(bin);
      leftRows += rowsOfBin[bin];
      last = bin;
      different++;
    }
    return different > 1;
  }

  return {
    scan(column) {
      count(column);
      const hasMissing = rowsOfBin[MISSING] > 0;
      const canBeCut = search(column, hasMissing ? false : undefined);
      if (hasMissing) search(column, true);
      return canBeCut;
    },
  };
}
