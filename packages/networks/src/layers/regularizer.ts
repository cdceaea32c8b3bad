import { defineObject } from '@selvedge/component';
import type { ObjectDefinition } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import type { RegularizerParams } from '../specs.generated.js';

export const regularizer: ObjectDefinition<RegularizerParams> = defineObject(
  'RegularizerSpec',
  'Penalty on a kernel, added to the loss: l1 * sum |w| + l2 * sum w^2 (no half, as in Keras).',
  {
    l1: z.number().min(0).default(0).describe('Weight of the sum of absolute values.'),
    l2: z.number().min(0).default(0).describe('Weight of the sum of squares.'),
  },
);
