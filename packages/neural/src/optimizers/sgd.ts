import { z } from '@selvedge/component/zod';
import type { SgdParams } from '../specs.generated.js';
import { commonFields, defineOptimizer, momentumField, type OptimizerDefinition } from './definition.js';

export const sgd: OptimizerDefinition<SgdParams> = defineOptimizer(
  {
    kind: 'sgd',
    description: 'Stochastic gradient descent, with momentum where asked.',
    fields: {
      momentum: momentumField,
      nesterov: z.boolean().default(false).describe('Looks ahead along the momentum, after Nesterov.'),
      ...commonFields,
    },
  },
  ({ momentum, nesterov }) => ({ kind: 'sgd', moments: momentum > 0 ? 1 : 0, momentum, nesterov }),
);
