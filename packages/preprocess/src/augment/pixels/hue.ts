import { z } from '@selvedge/component/zod';
import type { HueParams } from '../../specs.generated.js';
import { sizeOf } from '../change-image.js';
import { definePixels, type PixelAugmentation } from '../definition.js';
import { around } from '../outside-fields.js';
import { checkIsColour, turnedHue } from './colours.js';

export const hue: PixelAugmentation<HueParams> = definePixels(
  {
    kind: 'hue',
    knownAs: ['random-hue'],
    description: 'Turns the colours of an image round the circle of hues by one draw.',
    fields: { degrees: z.number().min(0).max(180).describe('The largest turn to either side.') },
  },
  ({ degrees }, shape) => {
    checkIsColour('hue', shape);
    const size = sizeOf(shape);
    return (source, offset, target, rng) => {
      const turn = around(degrees, rng.uniform()) / 360;
      for (let at = 0; at < size; at += 3) {
        const colour = [source[offset + at], source[offset + at + 1], source[offset + at + 2]] as const;
        target.set(turnedHue(colour, turn), at);
      }
    };
  },
);
