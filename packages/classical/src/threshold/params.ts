import { count, type Definition, defineParams, guessedAs, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import { memberField } from '../members/members-field.js';
import type { TunedThresholdParams } from '../specs.generated.js';

const cost = (): z.ZodDefault<z.ZodNumber> => z.number().min(0).max(1e30).default(1);

export const tunedThresholdDefinition: Definition<SpecOf<'tuned-threshold', TunedThresholdParams>> = defineParams({
  kind: 'tuned-threshold',
  description: 'A model whose threshold for one class is chosen on rows that it was not fitted on.',
  knownAs: ['TunedThresholdClassifierCV', 'FixedThresholdClassifier'],
  fields: {
    member: guessedAs(memberField, 'estimator', 'classifier', 'base'),
    by: guessedAs(
      z
        .enum(['f1', 'balanced-accuracy', 'cost', 'precision'])
        .default('f1')
        .describe('The highest F1 or balanced accuracy, the lowest cost, or the highest recall at a wanted precision.'),
      'scoring',
    ),
    positive: guessedAs(
      z
        .union([z.string(), z.null()])
        .default(null)
        .describe('Name of the class with the threshold; null: the second class.'),
      'posLabel',
    ),
    falsePositiveCost: cost().describe(
      'Of `cost`: what a row of another class that is predicted as the positive one costs.',
    ),
    falseNegativeCost: cost().describe(
      'Of `cost`: what a row of the positive class that is predicted as another costs.',
    ),
    precision: z.number().gt(0).max(1).nullable().default(null).describe('Of `precision`: the least that is wanted.'),
    folds: guessedAs(
      count(1000)
        .min(2)
        .default(5)
        .describe('Stratified folds whose predictions the threshold is chosen on, where there are no validation rows.'),
      'cv',
    ),
  },
  rule: ({ by, precision }) => {
    if (by === 'precision' && precision === null)
      return { path: ['precision'], message: "by 'precision' needs it; write precision: 0.9, or another share" };
    if (by !== 'precision' && precision !== null)
      return { path: ['precision'], message: `by '${by}' has none; write by: precision, or leave it out` };
    return undefined;
  },
});

export const tunedThresholdParams = (given: Partial<TunedThresholdParams>): TunedThresholdParams =>
  checkedParams(tunedThresholdDefinition, given);
