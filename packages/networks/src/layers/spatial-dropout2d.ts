import { guessedAs, partialShare } from '@selvedge/component';
import type { SpatialDropout2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const spatialDropout2d: LayerDefinition<SpatialDropout2dParams> = defineLayer(
  {
    kind: 'spatial-dropout2d',
    knownAs: ['dropout2d', 'spatial-dropout'],
    description: 'Sets whole channels to 0 at random in training; the others are divided by 1 - rate.',
    fields: { rate: guessedAs(partialShare().describe('Share that is dropped in training.'), 'p', 'prob'), ...base },
  },
  'SpatialDropout2D',
);
