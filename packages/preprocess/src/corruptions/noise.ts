import type { Rng } from '@selvedge/data';
import type { Corruption } from './corruption.js';

/** Amount: standard deviation. */
export const gaussianNoise: Corruption = {
  name: 'gaussian-noise',
  description: 'Adds Gaussian noise to every pixel.',
  amounts: [0.05, 0.1, 0.2, 0.3, 0.4],
  spoil(image, _, amount, rng) {
    for (let at = 0; at < image.length; at++) image[at] += amount * rng.normal();
  },
};

/** Poisson noise of a dark room. Amount: photons that make full brightness. */
export const shotNoise: Corruption = {
  name: 'shot-noise',
  description: 'Poisson noise, as of a camera in a dark room.',
  amounts: [60, 25, 12, 5, 3],
  spoil(image, _, amount, rng) {
    for (let at = 0; at < image.length; at++) image[at] = drawPoisson(image[at] * amount, rng) / amount;
  },
};

/** Salt and pepper. Amount: share of pixels. */
export const impulseNoise: Corruption = {
  name: 'impulse-noise',
  description: 'Turns some pixels black and some white: salt and pepper.',
  amounts: [0.03, 0.06, 0.09, 0.17, 0.27],
  spoil(image, _, amount, rng) {
    for (let at = 0; at < image.length; at++) {
      const draw = rng.uniform();
      if (draw < amount) image[at] = draw < amount / 2 ? 0 : 1;
    }
  },
};

/** Knuth's product of uniforms: means here are at most 60, where e^-mean is far from underflow. */
function drawPoisson(mean: number, rng: Rng): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = rng.uniform(); product > least; product *= rng.uniform()) count++;
  return count;
}
