import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import { membersTakeMissing } from '../members/members-take-missing.js';
import type { StackingParams } from '../specs.generated.js';
import { loadStacking } from './fitted.js';
import { stackingDefinition } from './params.js';
import { Stacking } from './stacking.js';

export const stacking: ClassifierDefinition<SpecOf<'stacking', StackingParams>> = defineClassifier(stackingDefinition, {
  create: ({ kind: _, ...params }) => new Stacking(params),
  load: loadStacking,
  // What passes the members by goes to the final model, which may take none.
  takesMissing: ({ members, passthrough }) => membersTakeMissing(members) && !passthrough,
  contract: [
    {
      params: {
        members: [{ kind: 'decision-tree' }, { kind: 'nearest-centroid' }],
        finalEstimator: { kind: 'gaussian-naive-bayes' },
        folds: 3,
      },
    },
    {
      params: { members: [{ kind: 'gaussian-naive-bayes' }], folds: 2, passthrough: true },
      skip: { 'a weight of 2 counts as the row twice': 'rows are drawn into folds' },
    },
  ],
});
