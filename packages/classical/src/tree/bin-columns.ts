import { nextTurn, shareArray, sharedBuffer } from '@selvedge/compute/workers';
import { type FitOptions, type Matrix, throwIfAborted } from '@selvedge/data';
import { BINS, type BinnedColumns, MISSING } from './binned-columns.js';
import { transposeInThreads } from './transpose-in-threads.js';

/** Columns that are binned between two chances for other work on this thread, and for its end. */
const COLUMNS_AT_ONCE = 16;

/**
 * Replaces numbers by bins. Missing values (NaN) have one of their own.
 *
 * @param what - for the error's text when it is aborted
 */
export async function binColumns(
  features: Matrix,
  what: string,
  { signal, threads }: Pick<FitOptions, 'signal' | 'threads'> = {},
): Promise<BinnedColumns> {
  const { values, rows, columns } = features;
  const byColumn = new Uint8Array(sharedBuffer(rows * columns));
  if (values instanceof Uint8Array) {
    const byRow = shareArray(values);
    await transposeInThreads({ byRow, byColumn, rows, columns }, threads);
    return { rows, columns, byRow, byColumn, smallest: undefined, largest: undefined, missing: undefined };
  }
  const byRow = new Uint8Array(sharedBuffer(rows * columns));
  const smallest = new Float64Array(sharedBuffer(columns * BINS * 8));
  const largest = new Float64Array(sharedBuffer(columns * BINS * 8));
  const missing = new Uint8Array(sharedBuffer(columns));
  const column = new Float64Array(rows);
  for (let at = 0; at < columns; at++) {
    if (at % COLUMNS_AT_ONCE === 0) {
      await nextTurn();
      throwIfAborted(signal, what);
    }
    for (let row = 0; row < rows; row++) column[row] = values[row * columns + at];
    const sorted = numbersOf(column.slice().sort());
    const hasMissing = sorted.length < rows;
    missing[at] = Number(hasMissing);
    const most = hasMissing ? MISSING : BINS;
    const bins = cutIntoBins(sorted, most, smallest.subarray(at * BINS), largest.subarray(at * BINS));
    const upper = largest.subarray(at * BINS, at * BINS + bins);
    for (let row = 0; row < rows; row++) {
      const bin = hasMissing && Number.isNaN(column[row]) ? MISSING : firstNotBelow(upper, column[row]);
      byRow[row * columns + at] = bin;
      byColumn[at * rows + row] = bin;
    }
  }
  return { rows, columns, byRow, byColumn, smallest, largest, missing: missing.includes(1) ? missing : undefined };
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
