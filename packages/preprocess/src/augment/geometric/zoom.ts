import { interval } from '@selvedge/component';
import { scaling } from '../../images/affine-map.js';
import type { ZoomParams } from '../../specs.generated.js';
import { drawBetween } from '../change-image.js';
import { defineGeometric, type GeometricAugmentation } from '../definition.js';
import { outsideFields } from '../outside-fields.js';

export const zoom: GeometricAugmentation<ZoomParams> = defineGeometric(
  {
    kind: 'zoom',
    knownAs: ['random-zoom', 'zoom-range'],
    description: 'Enlarges the image about its centre by a factor drawn from the range; below 1 it shrinks.',
    fields: { range: interval(0.01, 100).describe('The smallest and the largest factor.'), ...outsideFields },
  },
  { draw: ({ range }, _, rng) => scaling(drawBetween(range, rng)), outside: (params) => params },
);
