import type { Matrix } from '@selvedge/data';
import { openProducts } from '../neighbors/products.js';
import { tensor } from '../onnx/tensor.js';

/** Few enough that int32 holds sums of 255 x 255 of them. */
const ROWS = 16 * 1024;

/**
 * The sums over rows of the products of each two columns of bytes, columns x columns, exact.
 *
 * @throws SelvedgeError `unsupported` where no ONNX Runtime is installed
 */
export async function byteSquares({ values, rows, columns }: Matrix<Uint8Array>): Promise<Float64Array> {
  const products = await openProducts('bytes', undefined);
  const sums = new Float64Array(columns * columns);
  const shape = [columns, columns];
  const into = new Int32Array(columns * columns);
  for (let first = 0; first < rows; first += ROWS) {
    const count = Math.min(ROWS, rows - first);
    const block = values.subarray(first * columns, (first + count) * columns);
    const { transposed, totals } = byColumns(block, count, columns);
    const right = products.offset === 0 ? block.slice() : shifted(block, products.offset);
    await products.run(tensor(transposed, [columns, count]), tensor(right, [count, columns]), tensor(into, shape));
    for (let i = 0, at = 0; i < columns; i++) {
      const missing = products.offset * totals[i];
      for (let j = 0; j < columns; j++, at++) sums[at] += into[at] + missing;
    }
  }
  return sums;
}

function shifted(block: Uint8Array, offset: number): Int8Array {
  const result = new Int8Array(block.length);
  for (let at = 0; at < block.length; at++) result[at] = block[at] - offset;
  return result;
}

/** Rows whose bytes lie in a few cache lines per column. */
const TILE = 64;

function byColumns(block: Uint8Array, rows: number, columns: number): { transposed: Uint8Array; totals: Float64Array } {
  const transposed = new Uint8Array(block.length);
  const totals = new Float64Array(columns);
  for (let first = 0; first < rows; first += TILE) {
    const end = Math.min(rows, first + TILE);
    for (let column = 0; column < columns; column++) {
      let total = 0;
      for (let row = first, from = first * columns + column; row < end; row++, from += columns) {
        const value = block[from];
        total += value;
        transposed[column * rows + row] = value;
      }
      totals[column] += total;
    }
  }
  return { transposed, totals };
}
