import { checkedParams, count, type Definition, defineParams, type SpecOf } from '@selvedge/component';
import { z } from 'zod';
import type { GradientBoostingParams } from '../specs.generated.js';
import { maxDepthField } from '../tree/params.js';

export const BOOSTING = 'gradient-boosting';

const share = (): z.ZodNumber => z.number().gt(0).max(1);

export const gradientBoostingDefinition: Definition<SpecOf<typeof BOOSTING, GradientBoostingParams>> = defineParams({
  kind: BOOSTING,
  description: 'Rounds of one tree per class, each fitted to what the rounds before left of the loss.',
  fields: {
    iterations: count(100_000).default(100).describe('Rounds; each grows one tree per class.'),
    learningRate: share().default(0.1).describe("Every leaf's value is multiplied by it."),
    maxLeaves: z.int().min(2).max(65_536).default(31).describe('Leaves of a tree, grown where the loss falls most.'),
    maxDepth: maxDepthField,
    minChildWeight: z
      .number()
      .min(0)
      .default(1)
      .describe('The least sum of second derivatives, p (1 - p) of each row, in a leaf.'),
    l2: z.number().min(0).default(1).describe('Added to that sum: shrinks the values of small leaves.'),
    minGain: z.number().min(0).default(0).describe('Splits that lower the loss by no more are not made.'),
    subsample: share().default(1).describe('Share of the rows drawn, without replacement, for each round.'),
    columnSample: share().default(1).describe('Share of the columns drawn for each tree.'),
    patience: z
      .union([count(100_000), z.null()])
      .default(null)
      .describe(
        'Stops after so many rounds without a lower loss on held-out rows and keeps the best round; null never.',
      ),
    validationFraction: z
      .number()
      .gt(0)
      .max(0.999)
      .default(0.1)
      .describe('Share of the rows held out for patience where there are no validation rows.'),
  },
});

export const gradientBoostingParams = (given: Partial<GradientBoostingParams>): GradientBoostingParams =>
  checkedParams(gradientBoostingDefinition, given);
