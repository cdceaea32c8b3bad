/** Bins per column: a byte names one. */
export const BINS = 256;
/** The bin of missing values (NaN), in columns that have some; behind those of numbers. */
export const MISSING: number = BINS - 1;
/** A threshold that no number exceeds: a node cut there has the missing values alone on the right. */
export const EVERY_NUMBER: number = Number.MAX_VALUE;

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
  /** 1 for each column with missing values, whose bin is `MISSING`; undefined where no column has any. */
  readonly missing: Uint8Array | undefined;
}

/** What each bin holds. */
export type BinRanges = Pick<BinnedColumns, 'smallest' | 'largest' | 'missing'>;

/** The number half way between the last number of one bin and the first of a later one: where a node is cut. */
export function cutBetween(
  { smallest, largest, missing }: BinRanges,
  column: number,
  bin: number,
  next: number,
): number {
  if (missing?.[column] && next === MISSING) return EVERY_NUMBER;
  if (smallest === undefined || largest === undefined) return (bin + next) / 2;
  const below = largest[column * BINS + bin];
  const above = smallest[column * BINS + next];
  const middle = below / 2 + above / 2;
  if (!(middle >= below && middle < above)) return below; // neighbours in float64 have nothing between them
  // A bin that is empty in the node may lie around the middle: its rows, which the tree was not grown on, go left, all.
  for (let empty = bin + 1; empty < next; empty++) {
    const end = largest[column * BINS + empty];
    if (smallest[column * BINS + empty] <= middle && middle < end) return end;
  }
  return middle;
}
