import type { Matrix } from '@selvedge/data';

/** Rows that are summed at a time: their centred values stay in the core's cache. */
const BLOCK = 128;

/**
 * Covariances of some rows about their mean, divided by their number, in float64: columns x columns.
 *
 * @param members - numbers of the rows
 * @param onBlock - called now and then; may throw
 */
export function covarianceOf(
  { values, columns }: Matrix,
  members: Uint32Array,
  mean: Float64Array,
  onBlock: () => void = () => {},
): Float64Array {
  const groups = Math.ceil(columns / 4);
  const width = groups * 4;
  const sums = new Float64Array(width * width);
  // Four columns lie beside each other, row after row, so that a tile of products reads without jumps.
  const packed = new Float64Array(width * BLOCK);
  for (let first = 0; first < members.length; first += BLOCK) {
    onBlock();
    const size = Math.min(BLOCK, members.length - first);
    for (let row = 0; row < size; row++) {
      const start = members[first + row] * columns;
      for (let column = 0; column < columns; column++) {
        packed[((column >> 2) * BLOCK + row) * 4 + (column & 3)] = values[start + column] - mean[column];
      }
    }
    for (let a = 0; a < groups; a++) {
      for (let b = a; b < groups; b++)
        addTile(sums, (a * width + b) * 4, width, packed, a * BLOCK * 4, b * BLOCK * 4, size);
    }
  }
  return mirrored(sums, width, columns, members.length);
}

/** Products of four columns with four columns, summed over the rows of a block. */
function addTile(
  sums: Float64Array,
  at: number,
  width: number,
  packed: Float64Array,
  a: number,
  b: number,
  rows: number,
): void {
  for (let pair = 0; pair < 4; pair += 2) {
    let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let left = a + pair, right = b, end = b + rows * 4; right < end; left += 4, right += 4) {
      const first = packed[left];
      const second = packed[left + 1];
      const x = packed[right];
      const y = packed[right + 1];
      const z = packed[right + 2];
      const w = packed[right + 3];
      s00 += first * x;
      s01 += first * y;
      s02 += first * z;
      s03 += first * w;
      s10 += second * x;
      s11 += second * y;
      s12 += second * z;
      s13 += second * w;
    }
    const start = at + pair * width;
    sums[start] += s00;
    sums[start + 1] += s01;
    sums[start + 2] += s02;
    sums[start + 3] += s03;
    sums[start + width] += s10;
    sums[start + width + 1] += s11;
    sums[start + width + 2] += s12;
    sums[start + width + 3] += s13;
  }
}

function mirrored(sums: Float64Array, width: number, columns: number, rows: number): Float64Array {
  const covariance = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let j = i; j < columns; j++) {
      const value = sums[i * width + j] / rows;
      covariance[i * columns + j] = value;
      covariance[j * columns + i] = value;
    }
  }
  return covariance;
}
