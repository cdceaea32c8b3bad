import { BINS, type BinnedColumns, MISSING } from './binned-columns.js';
import { sortedNumbers } from './sort-numbers.js';

/** Some columns' numbers, one column behind the other, and where their bins go. */
export interface BinningPart extends Pick<BinnedColumns, 'byColumn'> {
  readonly numbers: Float64Array;
  readonly rows: number;
  /** The first column. */
  readonly from: number;
  readonly smallest: Float64Array;
  readonly largest: Float64Array;
  /** Written: 1 for each column with missing values. */
  readonly missing: Uint8Array;
}

/** Where a column's bins go. */
interface ColumnBins {
  /** A byte per row. */
  readonly bins: Uint8Array;
  /** The range of each bin, 256 numbers each. */
  readonly smallest: Float64Array;
  readonly largest: Float64Array;
}

/** Bins some columns. */
export function binPart({ numbers, rows, from, byColumn, smallest, largest, missing }: BinningPart): void {
  for (let at = 0; at < numbers.length / rows; at++) {
    const column = from + at;
    const hasMissing = binColumn(numbers.subarray(at * rows, (at + 1) * rows), {
      bins: byColumn.subarray(column * rows, (column + 1) * rows),
      smallest: smallest.subarray(column * BINS, (column + 1) * BINS),
      largest: largest.subarray(column * BINS, (column + 1) * BINS),
    });
    missing[column] = Number(hasMissing);
  }
}

/**
 * Replaces a column's numbers by bins.
 *
 * @returns whether it has missing values
 */
function binColumn(numbers: Float64Array, { bins, smallest, largest }: ColumnBins): boolean {
  const sorted = numbersOf(sortedNumbers(numbers));
  const hasMissing = sorted.length < numbers.length;
  const size = cutIntoBins(sorted, hasMissing ? MISSING : BINS, smallest, largest);
  const upper = new Float64Array(BINS).fill(Number.POSITIVE_INFINITY);
  upper.set(largest.subarray(0, size));
  for (let row = 0; row < numbers.length; row++) bins[row] = firstNotBelow(upper, numbers[row]);
  for (let row = 0; hasMissing && row < numbers.length; row++) if (Number.isNaN(numbers[row])) bins[row] = MISSING;
  return hasMissing;
}

/** Without the missing values, which stand at the end. */
function numbersOf(sorted: Float64Array): Float64Array {
  let size = sorted.length;
  while (size > 0 && Number.isNaN(sorted[size - 1])) size--;
  return sorted.subarray(0, size);
}

/**
 * Fills in the range of each bin; equal numbers never part. A number that has a bin's share of the rows gets a bin of
 * its own, and the others share the bins that are left: many zeros take nothing from the numbers beside them.
 *
 * @param most - bins that there may be
 * @returns how many bins there are
 */
function cutIntoBins(sorted: Float64Array, most: number, smallest: Float64Array, largest: Float64Array): number {
  const size = sorted.length;
  if (size === 0) return 0;
  const runs = runsOf(sorted);
  const isExact = runs.length - 1 <= most;
  const isHeavy = (run: number): boolean => (runs[run + 1] - runs[run]) * most >= size;
  let heavyLeft = 0;
  let lightLeft = 0; // rows
  for (let run = 0; run < runs.length - 1; run++) {
    if (isHeavy(run)) heavyLeft++;
    else lightLeft += runs[run + 1] - runs[run];
  }
  let bin = 0;
  for (let run = 0; run < runs.length - 1; bin++) {
    let next = run + 1;
    if (bin === most - 1) next = runs.length - 1;
    else if (!isExact && isHeavy(run)) heavyLeft--;
    else if (!isExact) {
      const wanted = lightLeft / Math.max(1, most - bin - heavyLeft);
      // The run that would go over what is wanted comes in if that is nearer to it.
      const middle = (at: number): number => (runs[at] + runs[at + 1]) / 2 - runs[run];
      while (next < runs.length - 1 && !isHeavy(next) && middle(next) <= wanted) next++;
      lightLeft -= runs[next] - runs[run];
    }
    smallest[bin] = sorted[runs[run]];
    largest[bin] = sorted[runs[next] - 1];
    run = next;
  }
  return bin;
}

/** Where each run of equal numbers begins, and the end of the last one. */
function runsOf(sorted: Float64Array): Int32Array {
  const runs = new Int32Array(sorted.length + 1);
  let count = 1;
  for (let at = 1; at < sorted.length; at++) if (sorted[at] !== sorted[at - 1]) runs[count++] = at;
  runs[count] = sorted.length;
  return runs.subarray(0, count + 1);
}

/** Binary search without branches, which would be mispredicted: the first of 256 bins that does not end below `value`. */
function firstNotBelow(upper: Float64Array, value: number): number {
  let bin = Number(upper[127] < value) << 7;
  bin += Number(upper[bin + 63] < value) << 6;
  bin += Number(upper[bin + 31] < value) << 5;
  bin += Number(upper[bin + 15] < value) << 4;
  bin += Number(upper[bin + 7] < value) << 3;
  bin += Number(upper[bin + 3] < value) << 2;
  bin += Number(upper[bin + 1] < value) << 1;
  return bin + Number(upper[bin] < value);
}
