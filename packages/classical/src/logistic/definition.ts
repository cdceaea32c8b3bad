import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { LogisticRegressionParams } from '../specs.generated.js';
import { loadLogisticRegression } from './fitted.js';
import { LogisticRegression } from './logistic-regression.js';
import { logisticRegressionDefinition } from './params.js';

/** sample-weight.test.ts has weights at the minimum. */
const skip = { 'a weight of 2 counts as the row twice': '100 rounds do not reach the minimum on bytes' };

export const logisticRegression: ClassifierDefinition<SpecOf<'logistic-regression', LogisticRegressionParams>> =
  defineClassifier(logisticRegressionDefinition, {
    create: ({ kind: _, ...params }) => new LogisticRegression(params),
    load: loadLogisticRegression,
    contract: [
      { weightsWithin: 1e-4 }, // where it stops
      { params: { solver: 'sag' }, skip },
      { params: { solver: 'saga', penalty: 'none' }, skip },
      { params: { solver: 'coordinate-descent', penalty: 'elasticnet', l1Ratio: 0.5 } },
      { params: { engine: 'mljs', maxIter: 300 }, minAccuracy: 0.7 },
    ],
  });
