import type { DenseParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, size, withKernel } from './fields.js';

export const dense: LayerDefinition<DenseParams> = defineLayer(
  {
    kind: 'dense',
    description: 'Weighted sums of the inputs: x W + b over the last axis.',
    fields: { units: size.describe('Numbers that come out.'), ...base, ...withKernel },
  },
  'Dense',
);
