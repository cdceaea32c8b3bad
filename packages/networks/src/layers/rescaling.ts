import { z } from '@selvedge/component/zod';
import type { RescalingParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const rescaling: LayerDefinition<RescalingParams> = defineLayer(
  {
    kind: 'rescaling',
    knownAs: ['rescale'],
    description: 'input * scale + offset, with fixed numbers.',
    fields: {
      scale: z.number().describe('What numbers are multiplied with.'),
      offset: z.number().default(0).describe('What is added afterwards.'),
      ...base,
    },
  },
  'Rescaling',
);
