import { share } from '@selvedge/component';
import type { GrayscaleParams } from '../../specs.generated.js';
import { copyImage, sizeOf } from '../change-image.js';
import { definePixels, type PixelAugmentation } from '../definition.js';
import { checkIsColour, greyOf } from './colours.js';

export const grayscale: PixelAugmentation<GrayscaleParams> = definePixels(
  {
    kind: 'grayscale',
    knownAs: ['random-grayscale', 'greyscale'],
    description: 'Makes some images grey; they keep three channels.',
    fields: { probability: share().default(0.1).describe('How many of the images.') },
  },
  ({ probability }, shape) => {
    checkIsColour('grayscale', shape);
    const size = sizeOf(shape);
    return (source, offset, target, rng) => {
      if (rng.uniform() >= probability) return copyImage(source, offset, target, size);
      for (let at = 0; at < size; at += 3)
        target.fill(greyOf(source[offset + at], source[offset + at + 1], source[offset + at + 2]), at, at + 3);
    };
  },
);
