import type { Corruption } from './corruption.js';

/** A black square at a random place inside the image. Amount: its side as a share of the image's. */
export const occlusion: Corruption = {
  name: 'occlusion',
  description: 'Covers a black square at a random place.',
  amounts: [6 / 28, 8 / 28, 10 / 28, 12 / 28, 14 / 28],
  spoil(image, { height, width, channels }, amount, rng) {
    const [tall, wide] = [Math.round(amount * height), Math.round(amount * width)];
    const [top, left] = [rng.int(height - tall + 1), rng.int(width - wide + 1)];
    for (let row = top; row < top + tall; row++) {
      image.fill(0, (row * width + left) * channels, (row * width + left + wide) * channels);
    }
  },
};

/** White columns, one pixel wide, at a random phase. Amount: distance between them in pixels. */
export const stripes: Corruption = {
  name: 'stripes',
  description: 'Paints white columns, one pixel wide.',
  amounts: [14, 10, 7, 5, 4],
  spoil(image, { height, width, channels }, amount, rng) {
    for (let column = rng.int(amount); column < width; column += amount) {
      for (let row = 0; row < height; row++) {
        const at = (row * width + column) * channels;
        image.fill(1, at, at + channels);
      }
    }
  },
};

/** Shrunk by averaging and blown up by repeating. Amount: the share of the resolution that is left. */
export const pixelate: Corruption = {
  name: 'pixelate',
  description: 'Shrinks the image by averaging, and enlarges it by repeating.',
  amounts: [0.75, 0.6, 0.5, 0.4, 0.3],
  spoil(image, { height, width, channels }, amount) {
    const tall = Math.max(1, Math.round(amount * height));
    const wide = Math.max(1, Math.round(amount * width));
    const sums = new Float64Array(tall * wide * channels);
    const counts = new Float64Array(tall * wide);
    const cellOf = (row: number, column: number): number =>
      Math.floor((row * tall) / height) * wide + Math.floor((column * wide) / width);
    for (let row = 0, at = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const cell = cellOf(row, column);
        counts[cell]++;
        for (let channel = 0; channel < channels; channel++, at++) sums[cell * channels + channel] += image[at];
      }
    }
    for (let row = 0, at = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const cell = cellOf(row, column);
        for (let channel = 0; channel < channels; channel++, at++)
          image[at] = sums[cell * channels + channel] / counts[cell];
      }
    }
  },
};
