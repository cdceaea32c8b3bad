import { z } from '@selvedge/component/zod';
import { shearing } from '../../images/affine-map.js';
import type { ShearParams } from '../../specs.generated.js';
import { defineGeometric, type GeometricAugmentation } from '../definition.js';
import { around, outsideFields } from '../outside-fields.js';

export const shear: GeometricAugmentation<ShearParams> = defineGeometric(
  {
    kind: 'shear',
    knownAs: ['random-shear'],
    description: 'Slants the image by an angle from -degrees to degrees.',
    fields: { degrees: z.number().min(0).max(180).describe('The largest angle to either side.'), ...outsideFields },
  },
  {
    draw: ({ degrees }, _, rng) => shearing(Math.tan((around(degrees, rng.uniform()) * Math.PI) / 180)),
    outside: (params) => params,
  },
);
