import type { Cropping2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, sides } from './fields.js';

export const cropping2d: LayerDefinition<Cropping2dParams> = defineLayer(
  {
    kind: 'cropping2d',
    description: 'Cuts rows and columns off the sides of images.',
    fields: {
      cropping: sides
        .default(1)
        .describe('One number for all sides, [rows, columns], or [[top, bottom], [left, right]].'),
      ...base,
    },
  },
  'Cropping2D',
);
