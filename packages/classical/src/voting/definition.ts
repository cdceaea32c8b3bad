import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import { membersTakeMissing } from '../members/members-take-missing.js';
import type { VotingParams } from '../specs.generated.js';
import { loadVoting } from './fitted.js';
import { votingDefinition } from './params.js';
import { Voting } from './voting.js';

export const voting: ClassifierDefinition<SpecOf<'voting', VotingParams>> = defineClassifier(votingDefinition, {
  create: ({ kind: _, ...params }) => new Voting(params),
  load: loadVoting,
  takesMissing: ({ members }) => membersTakeMissing(members),
  contract: [
    {
      params: { members: [{ kind: 'decision-tree' }, { kind: 'nearest-centroid' }, { kind: 'gaussian-naive-bayes' }] },
    },
    {
      params: {
        members: [{ kind: 'extra-trees', nEstimators: 5 }, { kind: 'nearest-centroid' }],
        voting: 'soft',
        weights: [1, 3],
      },
    },
  ],
});
