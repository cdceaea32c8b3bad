import type { ImageShape } from '../images/sample-affine.js';
import type { Corruption } from './corruption.js';

/**
 * What JPEG loses: the coefficients of the cosine transform of 8 x 8 blocks, rounded to multiples of the luminance
 * table. No file is written. Amount: quality as libjpeg counts it.
 *
 * @see ITU-T T.81, annexes A and K
 */
export const jpeg: Corruption = {
  name: 'jpeg',
  description: 'What JPEG loses at a low quality.',
  amounts: [80, 60, 40, 20, 10],
  spoil(image, shape, amount) {
    const table = quantisation(amount);
    for (let channel = 0; channel < shape.channels; channel++) {
      for (let top = 0; top < shape.height; top += SIDE) {
        for (let left = 0; left < shape.width; left += SIDE) spoilBlock(image, shape, channel, top, left, table);
      }
    }
  },
};

const SIDE = 8;

// biome-ignore format: a table
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61,
  12, 12, 14, 19, 26, 58, 60, 55,
  14, 13, 16, 24, 40, 57, 69, 56,
  14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77,
  24, 35, 55, 64, 81, 104, 113, 92,
  49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];

function quantisation(quality: number): number[] {
  const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return LUMINANCE.map((step) => Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))));
}

/** The orthonormal cosine transform of 8 values: row u, column x. */
const COSINES = Float64Array.from({ length: SIDE * SIDE }, (_, at) => {
  const [u, x] = [at >> 3, at & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

function spoilBlock(
  image: Float32Array,
  { height, width, channels }: ImageShape,
  channel: number,
  top: number,
  left: number,
  table: readonly number[],
): void {
  // A block that hangs over the edge repeats the last row and column, as encoders do.
  const at = (row: number, column: number): number =>
    (Math.min(height - 1, top + row) * width + Math.min(width - 1, left + column)) * channels + channel;
  const block = Float64Array.from({ length: SIDE * SIDE }, (_, i) => image[at(i >> 3, i & 7)] * 255 - 128);
  const coefficients = transform(block, (u, x) => COSINES[u * SIDE + x]);
  for (let i = 0; i < coefficients.length; i++) coefficients[i] = Math.round(coefficients[i] / table[i]) * table[i];
  const back = transform(coefficients, (x, u) => COSINES[u * SIDE + x]);
  for (let row = 0; row < Math.min(SIDE, height - top); row++) {
    for (let column = 0; column < Math.min(SIDE, width - left); column++) {
      image[at(row, column)] = (back[row * SIDE + column] + 128) / 255;
    }
  }
}

/** weights · block · weights transposed. */
function transform(block: Float64Array, weight: (to: number, from: number) => number): Float64Array {
  const half = new Float64Array(SIDE * SIDE);
  const result = new Float64Array(SIDE * SIDE);
  for (let to = 0; to < SIDE; to++)
    for (let column = 0; column < SIDE; column++)
      for (let from = 0; from < SIDE; from++)
        half[to * SIDE + column] += weight(to, from) * block[from * SIDE + column];
  for (let row = 0; row < SIDE; row++)
    for (let to = 0; to < SIDE; to++)
      for (let from = 0; from < SIDE; from++) result[row * SIDE + to] += weight(to, from) * half[row * SIDE + from];
  return result;
}
