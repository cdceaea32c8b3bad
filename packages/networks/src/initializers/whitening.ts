import { z } from '@selvedge/component/zod';
import { SelvedgeError } from '@selvedge/data';
import type { WhiteningParams } from '../specs.generated.js';
import { defineInitializer, type InitializerDefinition } from './definition.js';

/**
 * Filters computed from the training rows, which a network alone does not have: `NeuralClassifier.fit` computes them.
 *
 * @see K. Jordan, 94% on CIFAR-10 in 3.29 seconds on a single GPU, arXiv 2404.00498, section 3.2
 */
export const whitening: InitializerDefinition<WhiteningParams> = defineInitializer(
  {
    kind: 'whitening',
    description:
      "Of the first convolution: principal directions of the training images' patches, each at unit variance, and then their negatives; at most twice as many filters as a patch has numbers.",
    fields: {
      epsilon: z
        .number()
        .positive()
        .default(5e-4)
        .describe('Added to the variance of each direction: directions that hardly vary are not blown up.'),
    },
  },
  {
    fill: () => {
      throw new SelvedgeError(
        'invalid-argument',
        "initializer 'whitening': it is computed from training rows, and there are none here; train with NeuralClassifier.fit, or pass the kernel as an initial weight.",
      );
    },
  },
);
