import type { AveragePooling2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, pool } from './fields.js';

export const averagePooling2d: LayerDefinition<AveragePooling2dParams> = defineLayer(
  {
    kind: 'average-pooling2d',
    knownAs: ['avg-pool2d', 'avg-pool', 'average-pooling', 'avg-pooling2d', 'mean-pool'],
    description: 'The mean of each window; padding is left out of it, as in Keras.',
    fields: { ...base, ...pool },
  },
  'AveragePooling2D',
);
