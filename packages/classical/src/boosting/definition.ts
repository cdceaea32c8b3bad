import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { GradientBoostingParams } from '../specs.generated.js';
import { FittedGradientBoosting, loadGradientBoosting } from './fitted.js';
import { GradientBoosting } from './gradient-boosting.js';
import { gradientBoostingDefinition } from './params.js';

export const gradientBoosting: ClassifierDefinition<SpecOf<'gradient-boosting', GradientBoostingParams>> =
  defineClassifier(gradientBoostingDefinition, {
    create: ({ kind: _, ...params }) => new GradientBoosting(params),
    load: loadGradientBoosting,
    contract: [
      { params: { iterations: 8, maxLeaves: 6, minChildWeight: 0.01 } },
      { params: { iterations: 8, subsample: 0.8, columnSample: 0.7, minChildWeight: 0.01 } },
    ],
    usesValidation: true,
    sharedFit: {
      parameters: ['iterations'],
      fitted: (specs) => ({ iterations: Math.max(...specs.map(({ iterations }) => iterations)) }),
      predictMany: async (model, specs, features, options) => {
        if (!(model instanceof FittedGradientBoosting)) throw new Error('internal: not gradient boosting');
        return model.predictGrid(
          features,
          specs.map(({ iterations }) => model.roundsWithin(iterations)),
          options,
        );
      },
    },
  });
