import { type Definition, defineParams, type SpecOf, share } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import type { QuadraticDiscriminantAnalysisParams } from '../specs.generated.js';
import { priorsField } from './priors.js';

export const quadraticDiscriminantDefinition: Definition<
  SpecOf<'quadratic-discriminant-analysis', QuadraticDiscriminantAnalysisParams>
> = defineParams({
  kind: 'quadratic-discriminant-analysis',
  description: 'Quadratic discriminant analysis: classes are normal, each with a covariance of its own.',
  knownAs: ['qda', 'quadratic-discriminant'],
  fields: {
    priors: priorsField,
    regParam: share().default(0).describe('Share of the identity in every covariance; the rest is the covariance.'),
    tol: z
      .number()
      .min(0)
      .default(1e-4)
      .describe('A class with a direction whose variance, regularised, is this or less is refused.'),
  },
});

export const quadraticDiscriminantParams = (
  given: Partial<QuadraticDiscriminantAnalysisParams>,
): QuadraticDiscriminantAnalysisParams => checkedParams(quadraticDiscriminantDefinition, given);
