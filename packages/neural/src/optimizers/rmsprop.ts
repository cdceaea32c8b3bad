import type { RmspropParams } from '../specs.generated.js';
import {
  commonFields,
  defineOptimizer,
  epsilonField,
  epsilonPlacementField,
  fading,
  momentumField,
  type OptimizerDefinition,
} from './definition.js';

/** @see Tieleman & Hinton, Lecture 6.5: RMSProp, Coursera (2012) */
export const rmsprop: OptimizerDefinition<RmspropParams> = defineOptimizer(
  {
    kind: 'rmsprop',
    description: 'Steps by the gradient over the root of the mean squared gradient.',
    fields: {
      rho: fading(0.9, 'Share of the mean squared gradient that is kept at each step.'),
      momentum: momentumField,
      epsilon: epsilonField,
      epsilonPlacement: epsilonPlacementField,
      ...commonFields,
    },
  },
  ({ rho, momentum, epsilon, epsilonPlacement = 'pytorch' }) => ({
    kind: 'rmsprop',
    moments: momentum > 0 ? 2 : 1,
    beta2: rho,
    momentum,
    epsilon,
    epsilonPlacement,
  }),
);
