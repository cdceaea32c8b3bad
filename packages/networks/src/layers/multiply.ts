import type { MultiplyParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const multiply: LayerDefinition<MultiplyParams> = defineLayer(
  {
    kind: 'multiply',
    knownAs: ['product', 'mul'],
    description:
      'The product of two or more layers. Where one has the size 1 it counts for the whole axis: [1, 1, channels] scales the channels of an image.',
    fields: { ...base },
  },
  'Multiply',
);
