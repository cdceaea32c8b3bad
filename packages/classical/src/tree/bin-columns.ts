import { isShared, nextTurn, shareArray, sharedBuffer } from '@selvedge/compute/workers';
import type { FitOptions, Matrix } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import { type BinningPart, binPart } from './bin-column.js';
import { BINS, type BinnedColumns } from './binned-columns.js';
import { treeThreads } from './threads.js';
import { transposeInThreads } from './transpose-in-threads.js';

/** Columns that a thread bins between two chances for other work, and for its end. */
const COLUMNS_AT_ONCE = 4;
/** Rows that are copied at a time. */
const ROWS_AT_ONCE = 128;
/** Tables of fewer numbers are not worth a message to a thread. */
const SHARED_NUMBERS = 2 ** 17;

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
  const pool = rows * columns >= SHARED_NUMBERS && isShared(byColumn) ? treeThreads(threads) : undefined;
  const atOnce = COLUMNS_AT_ONCE * (pool?.threads ?? 1);
  const memory = new Float64Array(sharedBuffer(Math.min(atOnce, columns) * rows * 8));
  for (let first = 0; first < columns; first += atOnce) {
    await nextTurn();
    throwIfAborted(signal, what);
    const end = Math.min(columns, first + atOnce);
    copyColumns(features, first, end, memory);
    const parts: BinningPart[] = [];
    for (let from = first; from < end; from += COLUMNS_AT_ONCE) {
      const to = Math.min(end, from + COLUMNS_AT_ONCE);
      const numbers = memory.subarray((from - first) * rows, (to - first) * rows);
      parts.push({ numbers, rows, from, byColumn, smallest, largest, missing });
    }
    if (pool) await pool.map('binColumns', parts);
    else parts.forEach(binPart);
  }
  // The same matrix with rows for columns.
  await transposeInThreads({ byRow: byColumn, byColumn: byRow, rows: columns, columns: rows }, threads);
  return { rows, columns, byRow, byColumn, smallest, largest, missing: missing.includes(1) ? missing : undefined };
}

/** One column behind the other, a few rows at a time, which stay in the cache. */
function copyColumns({ values, rows, columns }: Matrix, first: number, end: number, to: Float64Array): void {
  for (let firstRow = 0; firstRow < rows; firstRow += ROWS_AT_ONCE) {
    const endRow = Math.min(rows, firstRow + ROWS_AT_ONCE);
    for (let column = first; column < end; column++) {
      const start = (column - first) * rows;
      for (let row = firstRow; row < endRow; row++) to[start + row] = values[row * columns + column];
    }
  }
}
