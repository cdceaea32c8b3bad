import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from 'zod';
import type { ScaleParams } from '../specs.generated.js';
import { AFFINE_FORMAT, affineTransform, loadAffine } from './affine.js';

export const scale: TransformDefinition<ScaleParams> = defineTransform(
  {
    kind: 'scale',
    description: 'Computes x * factor + offset, with nothing to learn.',
    knownAs: ['Rescaling', 'rescale', 'divide', 'to-tensor', 'to-float'],
    fields: {
      factor: z
        .number()
        .default(1 / 255)
        .describe('What values are multiplied by; the default takes bytes to [0, 1].'),
      offset: z.number().default(0).describe('What is added to the product.'),
    },
  },
  {
    format: AFFINE_FORMAT,
    create: (params) =>
      affineTransform(params, () => ({
        factors: Float64Array.of(params.factor),
        offsets: Float64Array.of(params.offset),
      })),
    load: loadAffine,
  },
);
