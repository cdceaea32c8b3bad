import type { ColumnScan, ScanContext } from './column-scan.js';
import { Sides } from './sides.js';

/** Nodes up to this many rows are sorted, larger ones counted. Measured by tools/bench/dist/classical-models.js. */
export const SORTED_ROWS = 24;

/** Every cut of a few rows, which are sorted by their bins. */
export function scanSorted({ problem, node, best }: ScanContext): ColumnScan {
  const { minSamplesLeaf } = problem;
  const sides = new Sides(problem.criterion, problem.classes, problem.totalWeight);
  /** Bin and place of each row, ascending. */
  const keys = new Int32Array(SORTED_ROWS);

  function sort(bins: Uint8Array): void {
    for (let at = 0; at < node.size; at++) {
      const entry = (bins[at] << 8) | at;
      let to = at;
      for (; to > 0 && keys[to - 1] > entry; to--) keys[to] = keys[to - 1];
      keys[to] = entry;
    }
  }

  return {
    scan(column) {
      const { size, key } = node;
      const codes = node.codes();
      sort(node.bins(column));
      let last = keys[0] >> 8;
      if (last === keys[size - 1] >> 8) return false;
      sides.clear(node);
      for (let at = 0; at < size; at++) {
        const bin = keys[at] >> 8;
        if (bin !== last) {
          if (at >= minSamplesLeaf && size - at >= minSamplesLeaf) {
            const score = sides.score();
            if (score >= best.score) best.offer(column, last, bin, score, key);
          }
          last = bin;
        }
        const code = codes[keys[at] & 255];
        sides.move(code & 65535, code >>> 16);
      }
      return true;
    },
  };
}
