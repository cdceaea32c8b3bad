import { guessedAs } from '@selvedge/component';
import type { DenseParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, size, withKernel } from './fields.js';

export const dense: LayerDefinition<DenseParams> = defineLayer(
  {
    kind: 'dense',
    knownAs: ['linear', 'fc', 'fully-connected', 'affine'],
    description: 'Weighted sums of the inputs: x W + b over the last axis.',
    fields: {
      units: guessedAs(size.clone().describe('Numbers that come out.'), 'outFeatures', 'size', 'neurons'),
      ...base,
      ...withKernel,
    },
  },
  'Dense',
);
