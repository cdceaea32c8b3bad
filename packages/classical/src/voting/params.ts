import { type Definition, defineParams, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import { membersField } from '../members/members-field.js';
import type { VotingParams } from '../specs.generated.js';

export const votingDefinition: Definition<SpecOf<'voting', VotingParams>> = defineParams({
  kind: 'voting',
  description: 'Several models that vote, or whose probabilities are averaged.',
  knownAs: ['VotingClassifier', 'vote', 'majority-vote', 'soft-voting', 'hard-voting', 'ensemble', 'blend', 'blending'],
  fields: {
    members: membersField,
    voting: z
      .enum(['hard', 'soft'])
      .default('hard')
      .describe(
        '`hard`: each member has one vote, for the class that it predicts. `soft`: probabilities are averaged.',
      ),
    weights: z
      .array(z.number().min(0).max(1e30))
      .refine((weights) => weights.some((weight) => weight > 0), 'need a weight above 0')
      .nullable()
      .default(null)
      .describe('Weight of each member, in their order; null: all alike.'),
  },
  rule: ({ members, weights }) =>
    weights === null || weights.length === members.length
      ? undefined
      : { path: ['weights'], message: `need one for each of the ${members.length} members` },
});

export const votingParams = (given: Partial<VotingParams>): VotingParams => checkedParams(votingDefinition, given);
