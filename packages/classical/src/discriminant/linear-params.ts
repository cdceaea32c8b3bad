import { type Definition, defineParams, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import type { LinearDiscriminantAnalysisParams } from '../specs.generated.js';
import { priorsField } from './priors.js';

export const linearDiscriminantDefinition: Definition<
  SpecOf<'linear-discriminant-analysis', LinearDiscriminantAnalysisParams>
> = defineParams({
  kind: 'linear-discriminant-analysis',
  description: 'Linear discriminant analysis: classes are normal with one covariance that they share.',
  knownAs: ['lda', 'linear-discriminant'],
  advice: { nComponents: 'leave it out: classes need no projection; the transform { kind: pca } has it' },
  fields: {
    solver: z
      .enum(['svd', 'lsqr'])
      .default('svd')
      .describe('`svd` leaves directions out that hardly vary; `lsqr` can shrink the covariance.'),
    shrinkage: z
      .union([z.literal('auto'), z.number().min(0).max(1)])
      .nullable()
      .default(null)
      .describe(
        "Of `lsqr`: share of the columns' mean variance in the covariance; `auto`: by Ledoit and Wolf's lemma.",
      ),
    priors: priorsField,
    tol: z
      .number()
      .min(0)
      .default(1e-4)
      .describe('Of `svd`: the largest singular value of standardised columns whose direction is left out.'),
  },
  rule: ({ solver, shrinkage }) =>
    shrinkage === null || solver === 'lsqr'
      ? undefined
      : { path: ['shrinkage'], message: "need solver 'lsqr' with it, or null" },
});

export const linearDiscriminantParams = (
  given: Partial<LinearDiscriminantAnalysisParams>,
): LinearDiscriminantAnalysisParams => checkedParams(linearDiscriminantDefinition, given);
