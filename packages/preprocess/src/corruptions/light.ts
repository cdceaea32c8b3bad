import { mean } from '@selvedge/data/arithmetic';
import type { Corruption } from './corruption.js';

/** Amount: what is left of the distance from the image's mean. */
export const contrast: Corruption = {
  name: 'contrast',
  description: 'Moves every pixel towards the mean of the image.',
  amounts: [0.75, 0.5, 0.4, 0.3, 0.15],
  spoil(image, _, amount) {
    const centre = mean(image);
    for (let at = 0; at < image.length; at++) image[at] = centre + amount * (image[at] - centre);
  },
};

/** Amount: what is added. */
export const brightness: Corruption = {
  name: 'brightness',
  description: 'Adds the same to every pixel.',
  amounts: [0.05, 0.1, 0.15, 0.2, 0.3],
  spoil(image, _, amount) {
    for (let at = 0; at < image.length; at++) image[at] += amount;
  },
};

/** Values below this count as background. */
const BACKGROUND = 0.1;

/** The dark background becomes light, the object stays. Amount: the background's new value. */
export const invertedBackground: Corruption = {
  name: 'inverted-background',
  description: 'Makes the dark background light, and leaves the object.',
  amounts: [0.2, 0.4, 0.6, 0.8, 1],
  spoil(image, _, amount) {
    for (let at = 0; at < image.length; at++) if (image[at] < BACKGROUND) image[at] = amount;
  },
};
