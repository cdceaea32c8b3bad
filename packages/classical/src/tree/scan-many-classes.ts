import { BINS } from './binned-columns.js';
import type { ColumnScan, ScanContext } from './column-scan.js';
import { Sides } from './sides.js';

/**
 * Every cut of many rows of very many classes, whose histogram by bins would be mostly zeros: rows are put in the order of their bins, and those of a bin are moved by
 * class, so that a scan takes time and memory for its rows and not for classes times bins. It finds what `scanCounted`
 * finds, to the last bit: rows move in the same order.
 */
export function scanManyClasses({ problem, node, best }: ScanContext): ColumnScan {
  const { classes, minSamplesLeaf } = problem;
  const sides = new Sides(problem.criterion, classes, problem.totalWeight);
  const starts = new Int32Array(BINS + 1);
  const weightOf = new Int32Array(classes);
  let ordered = new Int32Array(0);
  let labels = new Uint16Array(0);

  /** Codes in the order of their bins; bin b has those from starts[b - 1], or 0, to starts[b]. */
  function order(codes: Int32Array, bins: Uint8Array, size: number): void {
    if (ordered.length < size) {
      ordered = new Int32Array(size * 2);
      labels = new Uint16Array(size * 2);
    }
    starts.fill(0);
    for (let at = 0; at < size; at++) starts[bins[at] + 1]++;
    for (let bin = 0; bin < BINS; bin++) starts[bin + 1] += starts[bin];
    for (let at = 0; at < size; at++) ordered[starts[bins[at]]++] = codes[at];
  }

  /** Moves the rows of a bin to the left, class by class. */
  function move(from: number, to: number): void {
    let touched = 0;
    for (let at = from; at < to; at++) {
      const label = ordered[at] & 65535;
      if (weightOf[label] === 0) labels[touched++] = label;
      weightOf[label] += ordered[at] >>> 16;
    }
    const some = labels.subarray(0, touched).sort();
    for (const label of some) {
      sides.move(label, weightOf[label]);
      weightOf[label] = 0;
    }
  }

  return {
    scan(column) {
      const { size, key } = node;
      order(node.codes(), node.bins(column), size);
      sides.clear(node);
      let leftRows = 0;
      let last = -1;
      let different = 0;
      for (let bin = 0; bin < BINS; bin++) {
        const end = starts[bin];
        if (end === leftRows) continue;
        if (last >= 0 && leftRows >= minSamplesLeaf && size - leftRows >= minSamplesLeaf) {
          const score = sides.score();
          if (score >= best.score) best.offer(column, last, bin, score, key);
        }
        move(leftRows, end);
        leftRows = end;
        last = bin;
        different++;
      }
      return different > 1;
    },
  };
}
