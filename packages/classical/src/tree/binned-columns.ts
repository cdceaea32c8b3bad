import { shareArray } from '@selvedge/compute';
import type { Matrix } from '@selvedge/data';
import { transposeRows } from './transpose.js';

/** Bins per column: a byte names one. */
export const BINS = 256;

/**
 * Training rows with every number replaced by the number of its bin, in memory that threads share. Bytes are their
 * own bins, so every cut between two of them is found exactly; so is every cut of a column of up to 256 different
 * numbers. Other columns are cut at quantiles.
 */
export interface BinnedColumns {
  readonly rows: number;
  readonly columns: number;
  /** Element (i, j) is `byRow[i * columns + j]`: small nodes read few rows, which lie together here. */
  readonly byRow: Uint8Array;
  /** Element (i, j) is `byColumn[j * rows + i]`: large nodes read nearly whole columns. */
  readonly byColumn: Uint8Array;
  /** Smallest and largest training number of each bin, columns x 256; undefined when bins are the numbers. */
  readonly smallest: Float64Array | undefined;
  readonly largest: Float64Array | undefined;
}

/** Replaces numbers by bins. */
export async function binColumns(features: Matrix): Promise<BinnedColumns> {
  const { values, rows, columns } = features;
  const byColumn = new Uint8Array(new SharedArrayBuffer(rows * columns));
  if (values instanceof Uint8Array) {
    const byRow = shareArray(values);
    await transposeRows({ byRow, byColumn, rows, columns });
    return { rows, columns, byRow, byColumn, smallest: undefined, largest: undefined };
  }
  const byRow = new Uint8Array(new SharedArrayBuffer(rows * columns));
  const smallest = new Float64Array(new SharedArrayBuffer(columns * BINS * 8));
  const largest = new Float64Array(new SharedArrayBuffer(columns * BINS * 8));
  const column = new Float64Array(rows);
  for (let at = 0; at < columns; at++) {
    for (let row = 0; row < rows; row++) column[row] = values[row * columns + at];
    const sorted = column.slice().sort();
    const bins = cutIntoBins(sorted, smallest.subarray(at * BINS), largest.subarray(at * BINS));
    const upper = largest.subarray(at * BINS, at * BINS + bins);
    for (let row = 0; row < rows; row++) {
      const bin = firstNotBelow(upper, column[row]);
      byRow[row * columns + at] = bin;
      byColumn[at * rows + row] = bin;
    }
  }
  return { rows, columns, byRow, byColumn, smallest, largest };
}

/** The number half way between the last number of one bin and the first of a later one: where a node is cut. */
export function cutBetween({ smallest, largest }: BinnedColumns, column: number, bin: number, next: number): number {
  if (smallest === undefined || largest === undefined) return (bin + next) / 2;
  const below = largest[column * BINS + bin];
  const above = smallest[column * BINS + next];
  const middle = below / 2 + above / 2;
  return middle >= below && middle < above ? middle : below; // neighbours in float64 have nothing between them
}

/** Fills in the range of each bin; equal numbers never part. */
function cutIntoBins(sorted: Float64Array, smallest: Float64Array, largest: Float64Array): number {
  const different = countDifferent(sorted);
  const perBin = different <= BINS ? 1 : sorted.length / BINS;
  let bin = 0;
  for (let at = 0; at < sorted.length; ) {
    let end = Math.max(at + 1, different <= BINS ? at + 1 : Math.round((bin + 1) * perBin));
    end = Math.min(end, sorted.length);
    while (end < sorted.length && sorted[end] === sorted[end - 1]) end++;
    if (bin === BINS - 1) end = sorted.length;
    smallest[bin] = sorted[at];
    largest[bin] = sorted[end - 1];
    bin++;
    at = end;
  }
  return bin;
}

function countDifferent(sorted: Float64Array): number {
  let different = 1;
  for (let at = 1; at < sorted.length; at++) if (sorted[at] !== sorted[at - 1]) different++;
  return different;
}

/** Binary search: the first bin whose largest number is not below `value`. */
function firstNotBelow(upper: Float64Array, value: number): number {
  let low = 0;
  let high = upper.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upper[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
