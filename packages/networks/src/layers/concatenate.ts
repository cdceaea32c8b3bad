import type { ConcatenateParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const concatenate: LayerDefinition<ConcatenateParams> = defineLayer(
  {
    kind: 'concatenate',
    knownAs: ['concat', 'cat'],
    description: 'Two or more layers side by side, along the last axis.',
    fields: { ...base },
  },
  'Concatenate',
);
