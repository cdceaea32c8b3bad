import { z } from '@selvedge/component/zod';
import type { GaussianNoiseParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const gaussianNoise: LayerDefinition<GaussianNoiseParams> = defineLayer(
  {
    kind: 'gaussian-noise',
    description: 'Adds normal numbers in training.',
    fields: { stddev: z.number().min(0).describe('Standard deviation of what is added.'), ...base },
  },
  'GaussianNoise',
);
