import type { AddParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const add: LayerDefinition<AddParams> = defineLayer(
  {
    kind: 'add',
    knownAs: ['sum', 'residual'],
    description: 'The sum of two or more layers.',
    fields: { ...base },
  },
  'Add',
);
