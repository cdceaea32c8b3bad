import { guessedAs } from '@selvedge/component';
import { advised } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import { baseModelField } from '../base-models.js';
import type { BaseModelSpec } from '../specs.generated.js';

const ENSEMBLE = 'an ensemble has no ensemble among its members; write the members of the inner one beside the others';

/** One member. Models that cannot be one are refused with what to do instead. */
export const memberField: z.ZodType<BaseModelSpec> = advised(baseModelField, {
  voting: ENSEMBLE,
  stacking: ENSEMBLE,
  'tuned-threshold':
    'an ensemble averages probabilities, which a threshold does not change; write its member in its place',
  neural:
    'a network is not a member, because it needs its training and validation rows; write it as a model of its own and average the results of predictProba',
});

/** The models that an ensemble is made of. */
export const membersField: z.ZodType<readonly BaseModelSpec[]> = guessedAs(
  z
    .array(memberField)
    .min(1)
    .max(100)
    .describe('The models that it is made of, each with its kind and parameters. All are fitted on the same rows.'),
  'estimators',
  'models',
  'classifiers',
);
