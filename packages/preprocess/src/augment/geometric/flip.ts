import { share } from '@selvedge/component';
import { z } from 'zod';
import { IDENTITY, mirror } from '../../images/affine-map.js';
import type { FlipParams } from '../../specs.generated.js';
import { defineGeometric, type GeometricAugmentation } from '../definition.js';

export const flip: GeometricAugmentation<FlipParams> = defineGeometric(
  {
    kind: 'flip',
    knownAs: ['random-flip', 'horizontal-flip', 'random-horizontal-flip', 'flip-horizontal', 'hflip', 'mirror'],
    description: 'Mirrors the image.',
    fields: {
      axis: z.enum(['x', 'y']).default('x').describe('`x` swaps left and right, `y` top and bottom.'),
      probability: share().default(0.5).describe('Share of the images that are mirrored.'),
    },
  },
  { draw: ({ axis, probability }, _, rng) => (rng.uniform() < probability ? mirror(axis) : IDENTITY) },
);
