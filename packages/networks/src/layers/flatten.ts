import type { FlattenParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const flatten: LayerDefinition<FlattenParams> = defineLayer(
  {
    kind: 'flatten',
    knownAs: ['flat'],
    description: 'Makes one axis of all.',
    fields: { ...base },
  },
  'Flatten',
);
