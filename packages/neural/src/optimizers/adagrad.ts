import { z } from '@selvedge/component/zod';
import type { AdagradParams } from '../specs.generated.js';
import {
  commonFields,
  defineOptimizer,
  epsilonField,
  epsilonPlacementField,
  type OptimizerDefinition,
} from './definition.js';

/** @see Duchi, Hazan & Singer, Adaptive subgradient methods, JMLR 12 (2011) */
export const adagrad: OptimizerDefinition<AdagradParams> = defineOptimizer(
  {
    kind: 'adagrad',
    description: 'Steps by the gradient over the root of the sum of all squared gradients.',
    fields: {
      initialAccumulator: z.number().min(0).default(0.1).describe('What the sums of squares start from.'),
      epsilon: epsilonField,
      epsilonPlacement: epsilonPlacementField,
      ...commonFields,
    },
  },
  ({ initialAccumulator, epsilon, epsilonPlacement = 'pytorch' }) => ({
    kind: 'adagrad',
    moments: 1,
    momentStart: initialAccumulator,
    epsilon,
    epsilonPlacement,
  }),
);
