import { byteSquares, type DenseProducts } from '@selvedge/compute/kernels';
import { type Matrix, matrix, SelvedgeError } from '@selvedge/data';

/**
 * Covariances of columns, or products of centred rows divided as these are where columns are more than rows, by the
 * products of ONNX Runtime: of bytes as whole numbers, of others as float64.
 */
export async function largeCovariances(
  features: Matrix,
  mean: Float64Array,
  products: DenseProducts,
): Promise<Float64Array> {
  const { values, rows, columns } = features;
  const divisor = Math.max(1, rows - 1);
  if (columns > rows) {
    const sums = await symmetricSums(rows, columns, products, (first, count, start, width, into) => {
      for (let at = 0, item = first; item < first + count; item++)
        for (let row = start; row < start + width; row++, at++) into[at] = values[row * columns + item] - mean[item];
    });
    return sums.map((sum) => sum / divisor);
  }
  if (values instanceof Uint8Array) {
    const squares = await unlessUnsupported(() => byteSquares({ values, rows, columns }));
    if (squares) return ofSquares(squares, values, rows, columns);
  }
  const sums = await symmetricSums(columns, rows, products, (first, count, start, width, into) => {
    for (let at = 0, row = first; row < first + count; row++) {
      const place = row * columns;
      for (let column = start; column < start + width; column++, at++) into[at] = values[place + column] - mean[column];
    }
  });
  return sums.map((sum) => sum / divisor);
}

async function unlessUnsupported<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SelvedgeError && error.code === 'unsupported') return undefined;
    throw error;
  }
}

/** From sums of products of bytes, which are exact. */
function ofSquares(squares: Float64Array, values: Uint8Array, rows: number, columns: number): Float64Array {
  const totals = new Float64Array(columns);
  for (let at = 0, row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) totals[column] += values[at];
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      squares[at] = (squares[at] - (totals[i] * totals[j]) / rows) / Math.max(1, rows - 1);
    }
  }
  return squares;
}

/** So many parts of the matrix are a part high: what mirrors others is not computed. */
const PARTS = 4;
/** Numbers of a block of items: few enough for the caches. */
const BLOCK_NUMBERS = 4 * 1024 * 1024;

/** Writes the numbers at [start, start + width) of items [first, first + count) into a list, item by item. */
type Fill = (first: number, count: number, start: number, width: number, into: Float64Array) => void;

/** The sums over items of the products of each two of their numbers, size x size. */
async function symmetricSums(size: number, items: number, products: DenseProducts, fill: Fill): Promise<Float64Array> {
  const width = Math.ceil(size / PARTS);
  const parts = Array.from({ length: Math.ceil(size / width) }, (_, part) => ({
    start: part * width,
    width: Math.min(width, size - part * width),
  }));
  const pairs = parts.flatMap((left, i) =>
    parts.slice(i).map((right) => ({
      left,
      right,
      sums: new Float64Array(left.width * right.width),
      next: new Float64Array(left.width * right.width),
    })),
  );
  const block = Math.max(1, Math.floor(BLOCK_NUMBERS / size));
  for (let first = 0; first < items; first += block) {
    const count = Math.min(block, items - first);
    const filled = new Map(
      parts.map((part) => {
        const into = new Float64Array(count * part.width);
        fill(first, count, part.start, part.width, into);
        return [part, matrix(into, count, part.width)];
      }),
    );
    for (const pair of pairs) {
      const [left, right] = [filled.get(pair.left), filled.get(pair.right)];
      if (!left || !right) throw new Error('internal: a part that was not filled');
      await products.addProduct(left, right, pair.sums, pair.next);
      [pair.sums, pair.next] = [pair.next, pair.sums];
    }
  }
  const all = new Float64Array(size * size);
  for (const { left, right, sums } of pairs) {
    for (let at = 0, i = left.start; i < left.start + left.width; i++) {
      for (let j = right.start; j < right.start + right.width; j++, at++) {
        all[i * size + j] = sums[at];
        all[j * size + i] = sums[at];
      }
    }
  }
  return all;
}
