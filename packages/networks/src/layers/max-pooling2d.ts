import type { MaxPooling2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, pool } from './fields.js';

export const maxPooling2d: LayerDefinition<MaxPooling2dParams> = defineLayer(
  {
    kind: 'max-pooling2d',
    knownAs: ['max-pool2d', 'max-pool', 'max-pooling'],
    description: 'The largest number of each window.',
    fields: { ...base, ...pool },
  },
  'MaxPooling2D',
);
