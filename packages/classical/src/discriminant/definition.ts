import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { LinearDiscriminantAnalysisParams } from '../specs.generated.js';
import { LinearDiscriminantAnalysis } from './linear-discriminant.js';
import { loadLinearDiscriminantAnalysis } from './linear-fitted.js';
import { linearDiscriminantDefinition } from './linear-params.js';

export const linearDiscriminantAnalysis: ClassifierDefinition<
  SpecOf<'linear-discriminant-analysis', LinearDiscriminantAnalysisParams>
> = defineClassifier(linearDiscriminantDefinition, {
  create: ({ kind: _, ...params }) => new LinearDiscriminantAnalysis(params),
  load: loadLinearDiscriminantAnalysis,
  contract: [{}, { params: { solver: 'lsqr', shrinkage: 'auto' } }],
});
