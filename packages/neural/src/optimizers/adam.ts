import type { AdamParams, AdamwParams } from '../specs.generated.js';
import {
  commonFields,
  decoupledDecayField,
  defineOptimizer,
  epsilonPlacementField,
  type OptimizerDefinition,
  ofAdam,
} from './definition.js';

const fields = { ...ofAdam, epsilonPlacement: epsilonPlacementField, ...commonFields };

const ruleOf = ({ beta1, beta2, epsilon, epsilonPlacement = 'pytorch' }: AdamParams | AdamwParams) => ({
  kind: 'adam' as const,
  moments: 2 as const,
  beta1,
  beta2,
  epsilon,
  epsilonPlacement,
});

/** @see Kingma & Ba, Adam: a method for stochastic optimization, ICLR (2015) */
export const adam: OptimizerDefinition<AdamParams> = defineOptimizer<AdamParams>(
  { kind: 'adam', description: 'Steps by the mean gradient over the root of the mean squared gradient.', fields },
  ruleOf,
);

/** @see Loshchilov & Hutter, Decoupled weight decay regularization, ICLR (2019) */
export const adamw: OptimizerDefinition<AdamwParams> = defineOptimizer<AdamwParams>(
  {
    kind: 'adamw',
    description: 'Adam whose weight decay is decoupled from the gradient, as in PyTorch.',
    fields: { ...fields, weightDecay: decoupledDecayField },
  },
  (params) => ({ ...ruleOf(params), decoupled: true }),
);
