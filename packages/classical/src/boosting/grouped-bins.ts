/** Marks the size of a column with missing values. */
export const HAS_MISSING = 0x8000;

/** Columns that lie together: one load brings their bins of a row. */
export const LANES = 8;

/** Columns that can be cut, by groups of eight: the bin of (place, row) is `bins[placeOfBin(...)]`. */
export interface GroupedBins {
  readonly rows: number;
  /** The column of each place, ascending: columns of one value are left out. */
  readonly columns: Int32Array;
  /** How many bins each place has at most; with `HAS_MISSING` where the last is that of missing values. */
  readonly sizes: Uint16Array;
  readonly bins: Uint8Array;
  /** The same row by row, eight bytes a group: small nodes read few rows. */
  readonly byRow: Uint8Array;
}

/** Where the bins of a place begin; those of the next row lie `LANES` further. */
export const firstBin = (rows: number, place: number): number => (place - (place % LANES)) * rows + (place % LANES);

export const groupsOf = (columns: number): number => Math.ceil(columns / LANES);

/** Groups `from` to `to`, to be filled in. */
export interface GroupingPart extends GroupedBins {
  readonly byColumn: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Columns `from` to `to`, to be measured. */
export interface MeasuringPart {
  readonly byColumn: Uint8Array;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
}

/** How many bins each column has: one more than the last that occurs; 0 where all rows are in one bin. */
export function measureBins({ byColumn, rows, from, to }: MeasuringPart): Uint16Array {
  return Uint16Array.from({ length: to - from }, (_, at) => {
    const bins = byColumn.subarray((from + at) * rows, (from + at + 1) * rows);
    let largest = 0;
    let smallest = 255;
    for (let row = 0; row < rows; row++) {
      const bin = bins[row];
      if (bin > largest) largest = bin;
      if (bin < smallest) smallest = bin;
    }
    return smallest < largest ? largest + 1 : 0;
  });
}

export function fillGroups({ byColumn, byRow, rows, columns, bins, from, to }: GroupingPart): void {
  for (let place = from * LANES; place < Math.min(columns.length, to * LANES); place++) {
    const source = byColumn.subarray(columns[place] * rows, (columns[place] + 1) * rows);
    const first = firstBin(rows, place);
    for (let row = 0; row < rows; row++) bins[first + row * LANES] = source[row];
  }
  // Two words a group.
  const words = new Int32Array(bins.buffer, bins.byteOffset, bins.length / 4);
  const rowWords = new Int32Array(byRow.buffer, byRow.byteOffset, byRow.length / 4);
  const width = 2 * groupsOf(columns.length);
  for (let group = from; group < to; group++) {
    for (let row = 0; row < rows; row++) {
      rowWords[row * width + 2 * group] = words[2 * (group * rows + row)];
      rowWords[row * width + 2 * group + 1] = words[2 * (group * rows + row) + 1];
    }
  }
}
