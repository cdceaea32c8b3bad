import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { LogisticRegressionParams } from '../specs.generated.js';
import { loadLogisticRegression } from './fitted.js';
import { LogisticRegression } from './logistic-regression.js';
import { logisticRegressionDefinition } from './params.js';

export const logisticRegression: ClassifierDefinition<SpecOf<'logistic-regression', LogisticRegressionParams>> =
  defineClassifier(logisticRegressionDefinition, {
    create: ({ kind: _, ...params }) => new LogisticRegression(params),
    load: loadLogisticRegression,
    contract: [
      {},
      { params: { solver: 'sag' } },
      { params: { solver: 'saga', penalty: 'none' } },
      { params: { solver: 'coordinate-descent', penalty: 'elasticnet', l1Ratio: 0.5 } },
      { params: { engine: 'mljs', maxIter: 2000 }, minAccuracy: 0.8 },
    ],
  });
