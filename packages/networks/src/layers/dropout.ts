import { guessedAs, partialShare } from '@selvedge/component';
import type { DropoutParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const dropout: LayerDefinition<DropoutParams> = defineLayer(
  {
    kind: 'dropout',
    description: 'Sets numbers to 0 at random in training; the others are divided by 1 - rate.',
    fields: { rate: guessedAs(partialShare().describe('Share that is dropped in training.'), 'p', 'prob'), ...base },
  },
  'Dropout',
);
