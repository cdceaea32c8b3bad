import { z } from '@selvedge/component/zod';
import { rotation } from '../../images/affine-map.js';
import type { RotateParams } from '../../specs.generated.js';
import { defineGeometric, type GeometricAugmentation } from '../definition.js';
import { around, outsideFields } from '../outside-fields.js';

export const rotate: GeometricAugmentation<RotateParams> = defineGeometric(
  {
    kind: 'rotate',
    knownAs: ['random-rotation', 'rotation', 'rotation-range'],
    description: 'Turns the image about its centre by an angle from -degrees to degrees.',
    fields: { degrees: z.number().min(0).max(180).describe('The largest angle to either side.'), ...outsideFields },
  },
  { draw: ({ degrees }, _, rng) => rotation(around(degrees, rng.uniform())), outside: (params) => params },
);
