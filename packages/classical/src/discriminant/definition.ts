import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { LinearDiscriminantAnalysisParams, QuadraticDiscriminantAnalysisParams } from '../specs.generated.js';
import { LinearDiscriminantAnalysis } from './linear-discriminant.js';
import { loadLinearDiscriminantAnalysis } from './linear-fitted.js';
import { linearDiscriminantDefinition } from './linear-params.js';
import { QuadraticDiscriminantAnalysis } from './quadratic-discriminant.js';
import { loadQuadraticDiscriminantAnalysis } from './quadratic-fitted.js';
import { quadraticDiscriminantDefinition } from './quadratic-params.js';

export const linearDiscriminantAnalysis: ClassifierDefinition<
  SpecOf<'linear-discriminant-analysis', LinearDiscriminantAnalysisParams>
> = defineClassifier(linearDiscriminantDefinition, {
  create: ({ kind: _, ...params }) => new LinearDiscriminantAnalysis(params),
  load: loadLinearDiscriminantAnalysis,
  usesSeed: false,
  usesRuntime: false,
  contract: [{}, { params: { solver: 'lsqr', shrinkage: 'auto' } }],
});

export const quadraticDiscriminantAnalysis: ClassifierDefinition<
  SpecOf<'quadratic-discriminant-analysis', QuadraticDiscriminantAnalysisParams>
> = defineClassifier(quadraticDiscriminantDefinition, {
  create: ({ kind: _, ...params }) => new QuadraticDiscriminantAnalysis(params),
  load: loadQuadraticDiscriminantAnalysis,
  // Without regularisation it refuses constant columns and few rows, which the contract has.
  usesSeed: false,
  usesRuntime: false,
  contract: [{ params: { regParam: 0.1 } }],
});
