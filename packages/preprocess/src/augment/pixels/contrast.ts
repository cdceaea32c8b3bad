import { interval } from '@selvedge/component';
import type { ContrastParams } from '../../specs.generated.js';
import { clampTo, drawBetween, sizeOf } from '../change-image.js';
import { definePixels, type PixelAugmentation } from '../definition.js';

export const contrast: PixelAugmentation<ContrastParams> = definePixels(
  {
    kind: 'contrast',
    knownAs: ['random-contrast'],
    description: 'Stretches the values of an image about their mean by a factor drawn from the range.',
    fields: { range: interval(0.01, 100).describe('The smallest and the largest factor.') },
  },
  ({ range: factors }, shape, range) => {
    const size = sizeOf(shape);
    const clamp = clampTo(range);
    return (source, offset, target, rng) => {
      const factor = drawBetween(factors, rng);
      let sum = 0;
      for (let at = 0; at < size; at++) sum += source[offset + at];
      const mean = sum / size;
      for (let at = 0; at < size; at++) target[at] = clamp(mean + factor * (source[offset + at] - mean));
    };
  },
);
