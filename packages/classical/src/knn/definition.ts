import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { KnnParams } from '../specs.generated.js';
import { FittedKnn, loadKnn } from './fitted.js';
import { Knn } from './knn.js';
import { knnDefinition } from './params.js';

export const knn: ClassifierDefinition<SpecOf<'knn', KnnParams>> = defineClassifier(knnDefinition, {
  create: ({ kind: _, ...params }) => new Knn(params),
  load: loadKnn,
  usesSeed: false,
  contract: [
    { params: { k: 3 } },
    { params: { k: 3, metric: 'manhattan', weights: 'distance' } },
    { params: { k: 3, metric: 'cosine', weights: 'gaussian', gamma: 2 } },
    { params: { k: 3, engine: 'mljs' } },
  ],
  sharedFit: {
    applies: ({ engine }) => engine !== 'mljs',
    parameters: ['k', 'weights', 'gamma'],
    predictMany: async (model, specs, features, options) => {
      if (!(model instanceof FittedKnn)) throw new Error('internal: not a kNN');
      const variants = specs.map(({ k, weights, gamma }) => ({ k, weights, gamma }));
      return model.predictGrid(features, variants, options);
    },
  },
});
