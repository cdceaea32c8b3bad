import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { HistGradientBoostingParams } from '../specs.generated.js';
import { FittedHistGradientBoosting, loadHistGradientBoosting } from './fitted.js';
import { HistGradientBoosting } from './gradient-boosting.js';
import { type BOOSTING, gradientBoostingDefinition } from './params.js';

export const histGradientBoosting: ClassifierDefinition<SpecOf<typeof BOOSTING, HistGradientBoostingParams>> =
  defineClassifier(gradientBoostingDefinition, {
    create: ({ kind: _, ...params }) => new HistGradientBoosting(params),
    load: loadHistGradientBoosting,
    usesRuntime: false,
    contract: [
      { params: { maxIter: 8, maxLeafNodes: 6, minChildWeight: 0.01 } },
      {
        params: { maxIter: 8, subsample: 0.8, colsampleByTree: 0.7, minChildWeight: 0.01 },
        skip: { 'a weight of 2 counts as the row twice': 'rows are drawn' },
      },
    ],
    usesValidation: true,
    takesMissing: () => true,
    sharedFit: {
      parameters: ['maxIter'],
      fitted: (specs) => ({ maxIter: Math.max(...specs.map(({ maxIter }) => maxIter)) }),
      predictMany: async (model, specs, features, options) => {
        if (!(model instanceof FittedHistGradientBoosting)) throw new Error('internal: not gradient boosting');
        return model.predictGrid(
          features,
          specs.map(({ maxIter }) => model.roundsWithin(maxIter)),
          options,
        );
      },
    },
  });
