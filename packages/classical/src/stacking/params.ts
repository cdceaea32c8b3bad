import { checkedParams, count, type Definition, defineParams, type SpecOf } from '@selvedge/component';
import { z } from 'zod';
import { baseModelField } from '../base-models.js';
import { membersField } from '../members/members-field.js';
import type { BaseModelSpec, StackingParams } from '../specs.generated.js';

export const stackingDefinition: Definition<SpecOf<'stacking', StackingParams>> = defineParams({
  kind: 'stacking',
  description: 'A final model on the probabilities that other models give to rows they were not fitted on.',
  fields: {
    members: membersField,
    finalEstimator: baseModelField
      .prefault({ kind: 'logistic-regression' } satisfies BaseModelSpec)
      .describe('The model that is fitted on the probabilities of the members. Default: logistic regression.'),
    folds: count(1000)
      .min(2)
      .default(5)
      .describe(
        'Stratified folds that the training rows are dealt into; each is predicted by members fitted on the others.',
      ),
    passthrough: z
      .boolean()
      .default(false)
      .describe('Gives the final model the features too, after the probabilities.'),
  },
});

export const stackingParams = (given: Partial<StackingParams>): StackingParams =>
  checkedParams(stackingDefinition, given);
