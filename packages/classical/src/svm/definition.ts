import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { LinearSvmParams } from '../specs.generated.js';
import { loadLinearSvm } from './fitted.js';
import { LinearSvm } from './linear-svm.js';
import { linearSvmDefinition } from './params.js';

/** sample-weight.test.ts has weights at the minimum. */
const skip = { 'a weight of 2 counts as the row twice': '200 rounds do not reach the minimum on bytes' };

export const linearSvm: ClassifierDefinition<SpecOf<'linear-svm', LinearSvmParams>> = defineClassifier(
  linearSvmDefinition,
  {
    create: ({ kind: _, ...params }) => new LinearSvm(params),
    load: loadLinearSvm,
    usesRuntime: false,
    contract: [
      { params: { maxIter: 200 } },
      { params: { loss: 'hinge', maxIter: 200, classWeight: 'balanced' }, skip },
    ],
  },
);
