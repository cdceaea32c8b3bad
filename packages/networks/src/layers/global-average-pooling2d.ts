import type { GlobalAveragePooling2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const globalAveragePooling2d: LayerDefinition<GlobalAveragePooling2dParams> = defineLayer(
  {
    kind: 'global-average-pooling2d',
    knownAs: ['global-avg-pool', 'global-average-pooling', 'global-avg-pool2d', 'gap', 'adaptive-avg-pool2d'],
    description: 'The mean of every channel.',
    fields: { ...base },
  },
  'GlobalAveragePooling2D',
);
