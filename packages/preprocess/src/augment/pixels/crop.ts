import { wholeNumber } from '@selvedge/component';
import { place } from '../../images/sample-affine.js';
import type { CropParams } from '../../specs.generated.js';
import { definePixels, type PixelAugmentation } from '../definition.js';
import { outsideFields } from '../outside-fields.js';

export const crop: PixelAugmentation<CropParams> = definePixels(
  {
    kind: 'crop',
    knownAs: ['random-crop'],
    description: 'Cuts a window of the size of the image at random out of the padded image.',
    fields: { padding: wholeNumber(4096).describe('Pixels added on each side.'), ...outsideFields },
  },
  ({ padding, fill, value: given }, { height, width, channels }, { low }) => {
    const value = given ?? low;
    return (source, offset, target, rng) => {
      const down = rng.int(2 * padding + 1) - padding;
      const right = rng.int(2 * padding + 1) - padding;
      for (let row = 0, at = 0; row < height; row++) {
        const y = place(row + down, height, fill);
        for (let column = 0; column < width; column++) {
          const x = place(column + right, width, fill);
          for (let channel = 0; channel < channels; channel++, at++) {
            target[at] = y < 0 || x < 0 ? value : source[offset + (y * width + x) * channels + channel];
          }
        }
      }
    };
  },
);
