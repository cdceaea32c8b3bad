import { z } from '@selvedge/component/zod';
import type { MuonParams } from '../specs.generated.js';
import {
  commonFields,
  decoupledDecayField,
  defineOptimizer,
  fading,
  type OptimizerDefinition,
  ofAdam,
} from './definition.js';

/**
 * @see K. Jordan et al., Muon: an optimizer for hidden layers in neural networks (2024),
 * https://kellerjordan.github.io/posts/muon; torch.optim.Muon
 */
export const muon: OptimizerDefinition<MuonParams> = defineOptimizer<MuonParams>(
  {
    kind: 'muon',
    description:
      'Momentum made orthogonal by five Newton-Schulz steps, for kernels of dense layers and of convolutions without groups, as matrices of [inputs, outputs]; adamw for all else and, unless `head`, for the last kernel.',
    fields: {
      momentum: fading(0.95, 'Share of the momentum of matrices that is kept at each step.'),
      nesterov: z.boolean().default(true).describe('Looks ahead along the momentum, after Nesterov.'),
      adjustLearningRate: z
        .enum(['match-rms-adamw', 'original'])
        .default('match-rms-adamw')
        .describe(
          'What the learning rate of a matrix is multiplied with. `match-rms-adamw`: 0.2 * sqrt(the longer side), so that steps are as long as those of adamw and one learning rate serves both. `original`: sqrt(max(1, outputs / inputs)), with learning rates near 0.02. PyTorch has both, and `original` as its default.',
        ),
      head: z.boolean().default(false).describe('Whether the last kernel of the network, too, steps by muon.'),
      ...ofAdam,
      ...commonFields,
      weightDecay: decoupledDecayField,
    },
  },
  ({ momentum, nesterov, adjustLearningRate, head, beta1, beta2, epsilon }) => ({
    kind: 'muon',
    moments: 2,
    momentum,
    nesterov,
    matrices: { adjustLearningRate, head },
    beta1,
    beta2,
    epsilon,
    decoupled: true,
  }),
);
