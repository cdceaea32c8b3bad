import { z } from '@selvedge/component/zod';
import type { ReshapeParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, size } from './fields.js';

export const reshape: LayerDefinition<ReshapeParams> = defineLayer(
  {
    kind: 'reshape',
    description: 'The same numbers in another shape.',
    fields: {
      targetShape: z
        .array(z.union([size, z.literal(-1)]))
        .min(1)
        .describe('Without the batch axis; one entry may be -1.'),
      ...base,
    },
  },
  'Reshape',
);
