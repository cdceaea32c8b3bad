import { type ImageShape, place } from '../images/sample-affine.js';
import type { Corruption } from './corruption.js';

/** Amount: standard deviation of the Gaussian, in pixels. Edges are mirrored. */
export const blur: Corruption = {
  name: 'blur',
  description: 'Gaussian blur.',
  amounts: [0.4, 0.6, 0.7, 0.8, 1],
  spoil(image, shape, amount) {
    const radius = Math.ceil(4 * amount);
    const weights = Array.from({ length: 2 * radius + 1 }, (_, at) => Math.exp(-0.5 * ((at - radius) / amount) ** 2));
    const taps = (down: number, right: number) =>
      weights.map((weight, at) => ({ weight, y: (at - radius) * down, x: (at - radius) * right }));
    convolve(image, shape, taps(0, 1));
    convolve(image, shape, taps(1, 0));
  },
};

/** The camera moves along a straight line of random direction. Amount: its length in pixels. */
export const motionBlur: Corruption = {
  name: 'motion-blur',
  description: 'Blur along a straight line of random direction, as of a moving camera.',
  amounts: [2, 3, 5, 7, 9],
  spoil(image, shape, amount, rng) {
    const angle = Math.PI * rng.uniform();
    const steps = 2 * amount + 1;
    const taps = Array.from({ length: steps }, (_, at) => {
      const along = (at / (steps - 1) - 0.5) * amount;
      return { weight: 1, y: Math.round(along * Math.sin(angle)), x: Math.round(along * Math.cos(angle)) };
    });
    convolve(image, shape, taps);
  },
};

interface Tap {
  readonly weight: number;
  readonly y: number;
  readonly x: number;
}

function convolve(image: Float32Array, { height, width, channels }: ImageShape, taps: readonly Tap[]): void {
  const before = image.slice();
  const total = taps.reduce((sum, { weight }) => sum + weight, 0);
  image.fill(0);
  for (const { weight, y, x } of taps) {
    for (let row = 0, at = 0; row < height; row++) {
      const fromRow = place(row + y, height, 'reflect') * width;
      for (let column = 0; column < width; column++) {
        const from = (fromRow + place(column + x, width, 'reflect')) * channels;
        for (let channel = 0; channel < channels; channel++, at++)
          image[at] += (weight / total) * before[from + channel];
      }
    }
  }
}
