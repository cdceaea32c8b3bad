import type { z } from '@selvedge/component/zod';
import type { UpSampling2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, interpolation, type PairField, pair } from './fields.js';

export const upSampling2d: LayerDefinition<UpSampling2dParams> = defineLayer(
  {
    kind: 'up-sampling2d',
    description: 'Images whose sides are a multiple of what they were.',
    fields: {
      size: (pair as z.ZodType<number | readonly [number, number]>)
        .default(2)
        .describe('By how much: one number for both axes, or [rows, columns].') as PairField,
      interpolation: interpolation.default('nearest'),
      ...base,
    },
  },
  'UpSampling2D',
);
