/** A matrix of bytes row by row, and the memory for it column by column; both shared between threads. */
export interface Transposition {
  readonly byRow: Uint8Array;
  readonly byColumn: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/** Columns `from` to `to` of it. */
export interface TranspositionPart extends Transposition {
  readonly from: number;
  readonly to: number;
}

/** Rows whose bytes of a few columns stay in the first-level cache. */
const TILE = 64;

/** Fills in some columns; `from` is a multiple of 4. */
export function transposePart(part: TranspositionPart): void {
  const { byRow, byColumn, rows, columns, from, to } = part;
  const inFours = rows % 4 === 0 && columns % 4 === 0 && byRow.byteOffset % 4 === 0;
  for (let firstRow = 0; firstRow < rows; firstRow += TILE) {
    const endRow = Math.min(rows, firstRow + TILE);
    if (inFours) transposeFours(part, firstRow, endRow);
    else {
      for (let column = from; column < to; column++) {
        for (let row = firstRow; row < endRow; row++) byColumn[column * rows + row] = byRow[row * columns + column];
      }
    }
  }
}

/** By squares of 4 x 4 bytes, read and written four at a time. */
function transposeFours(part: TranspositionPart, firstRow: number, endRow: number): void {
  const { byRow, byColumn, rows, columns, from: first, to: end } = part;
  const from = new Int32Array(byRow.buffer, byRow.byteOffset, byRow.length / 4);
  const to = new Int32Array(byColumn.buffer, byColumn.byteOffset, byColumn.length / 4);
  const width = columns / 4;
  const height = rows / 4;
  for (let column = first / 4; column < end / 4; column++) {
    for (let row = firstRow; row < endRow; row += 4) {
      const at = row * width + column;
      const a = from[at];
      const b = from[at + width];
      const c = from[at + 2 * width];
      const d = from[at + 3 * width];
      const put = column * rows + row / 4;
      to[put] = (a & 255) | ((b & 255) << 8) | ((c & 255) << 16) | (d << 24);
      to[put + height] = ((a >>> 8) & 255) | (b & 0xff00) | ((c & 0xff00) << 8) | ((d & 0xff00) << 16);
      to[put + 2 * height] = ((a >>> 16) & 255) | ((b >>> 8) & 0xff00) | (c & 0xff0000) | ((d & 0xff0000) << 8);
      to[put + 3 * height] = (a >>> 24) | ((b >>> 16) & 0xff00) | ((c >>> 8) & 0xff0000) | (d & 0xff000000);
    }
  }
}
