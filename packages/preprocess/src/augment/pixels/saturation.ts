import { interval } from '@selvedge/component';
import type { SaturationParams } from '../../specs.generated.js';
import { clampTo, drawBetween, sizeOf } from '../change-image.js';
import { definePixels, type PixelAugmentation } from '../definition.js';
import { checkIsColour, greyOf } from './colours.js';

export const saturation: PixelAugmentation<SaturationParams> = definePixels(
  {
    kind: 'saturation',
    knownAs: ['random-saturation'],
    description:
      'Moves the colours of an image away from grey by a factor drawn from the range: 0 is grey, 1 changes nothing.',
    fields: { range: interval(0, 100).describe('The smallest and the largest factor.') },
  },
  ({ range: factors }, shape, range) => {
    checkIsColour('saturation', shape);
    const size = sizeOf(shape);
    const clamp = clampTo(range);
    return (source, offset, target, rng) => {
      const factor = drawBetween(factors, rng);
      for (let at = 0; at < size; at += 3) {
        const [red, green, blue] = [source[offset + at], source[offset + at + 1], source[offset + at + 2]];
        const grey = greyOf(red, green, blue);
        target[at] = clamp(grey + factor * (red - grey));
        target[at + 1] = clamp(grey + factor * (green - grey));
        target[at + 2] = clamp(grey + factor * (blue - grey));
      }
    };
  },
);
