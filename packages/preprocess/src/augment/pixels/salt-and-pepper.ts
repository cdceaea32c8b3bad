import { share } from '@selvedge/component';
import type { SaltAndPepperParams } from '../../specs.generated.js';
import { sizeOf } from '../change-image.js';
import { definePixels, type PixelAugmentation } from '../definition.js';

export const saltAndPepper: PixelAugmentation<SaltAndPepperParams> = definePixels(
  {
    kind: 'salt-and-pepper',
    knownAs: ['salt-pepper', 'impulse-noise'],
    description: 'Sets values drawn at random to the lowest or the highest training value.',
    fields: { fraction: share().describe('Share of the values that are set, half of them to each end.') },
  },
  ({ fraction }, shape, { low, high }) => {
    const size = sizeOf(shape);
    return (source, offset, target, rng) => {
      for (let at = 0; at < size; at++) {
        const draw = rng.uniform();
        target[at] = draw < fraction / 2 ? low : draw < fraction ? high : source[offset + at];
      }
    };
  },
);
