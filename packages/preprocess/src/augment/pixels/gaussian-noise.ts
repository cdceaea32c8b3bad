import { z } from '@selvedge/component/zod';
import type { GaussianNoiseParams } from '../../specs.generated.js';
import { clampTo, sizeOf } from '../change-image.js';
import { definePixels, type PixelAugmentation } from '../definition.js';

export const gaussianNoise: PixelAugmentation<GaussianNoiseParams> = definePixels(
  {
    kind: 'gaussian-noise',
    knownAs: ['noise', 'random-noise'],
    description: 'Adds normal noise to every value, cut to the value range.',
    fields: { sd: z.number().min(0).max(10).describe('Standard deviation, as a share of the value range.') },
  },
  ({ sd }, shape, range) => {
    const size = sizeOf(shape);
    const clamp = clampTo(range);
    const deviation = sd * (range.high - range.low);
    return (source, offset, target, rng) => {
      for (let at = 0; at < size; at++) target[at] = clamp(source[offset + at] + deviation * rng.normal());
    };
  },
);
