import { share } from '@selvedge/component';
import type { BrightnessParams } from '../../specs.generated.js';
import { clampTo, sizeOf } from '../change-image.js';
import { definePixels, type PixelAugmentation } from '../definition.js';

export const brightness: PixelAugmentation<BrightnessParams> = definePixels(
  {
    kind: 'brightness',
    knownAs: ['random-brightness', 'color-jitter', 'colour-jitter'],
    description: 'Adds one draw to all values of an image, cut to the value range.',
    fields: { amount: share().describe('The largest change to either side, as a share of the value range.') },
  },
  ({ amount }, shape, range) => {
    const size = sizeOf(shape);
    const clamp = clampTo(range);
    return (source, offset, target, rng) => {
      const shift = (2 * rng.uniform() - 1) * amount * (range.high - range.low);
      for (let at = 0; at < size; at++) target[at] = clamp(source[offset + at] + shift);
    };
  },
);
