import { count, type Definition, defineParams, guessedAs, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import { memberField, membersField } from '../members/members-field.js';
import type { BaseModelSpec, StackingParams } from '../specs.generated.js';

export const stackingDefinition: Definition<SpecOf<'stacking', StackingParams>> = defineParams({
  kind: 'stacking',
  description: 'A final model on the probabilities that other models give to rows they were not fitted on.',
  knownAs: ['StackingClassifier', 'stack', 'stacked'],
  fields: {
    members: membersField,
    finalEstimator: memberField
      .prefault({ kind: 'logistic-regression' } satisfies BaseModelSpec)
      .describe('The model that is fitted on the probabilities of the members. Default: logistic regression.'),
    folds: guessedAs(
      count(1000)
        .min(2)
        .default(5)
        .describe(
          'Stratified folds that the training rows are dealt into; each is predicted by members fitted on the others.',
        ),
      'cv',
    ),
    passthrough: z
      .boolean()
      .default(false)
      .describe('Gives the final model the features too, after the probabilities.'),
  },
});

export const stackingParams = (given: Partial<StackingParams>): StackingParams =>
  checkedParams(stackingDefinition, given);
