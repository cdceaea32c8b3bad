import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { KnnParams } from '../specs.generated.js';
import { FittedKnn, loadKnn } from './fitted.js';
import { Knn } from './knn.js';
import { knnDefinition } from './params.js';

export const knn: ClassifierDefinition<SpecOf<'knn', KnnParams>> = defineClassifier(knnDefinition, {
  create: ({ kind: _, ...params }) => new Knn(params),
  load: loadKnn,
  contract: [
    { params: { k: 3 } },
    { params: { k: 3, metric: 'manhattan', votes: 'distance' } },
    { params: { k: 3, metric: 'cosine', votes: 'gaussian', alpha: 2 } },
    { params: { k: 3, engine: 'ml' } },
  ],
  sharedFit: {
    applies: ({ engine }) => engine !== 'ml',
    parameters: ['k', 'votes', 'alpha', 'scale'],
    predictMany: async (model, specs, features, options) => {
      if (!(model instanceof FittedKnn)) throw new Error('internal: not a kNN');
      const cells = specs.map(({ k, votes, alpha, scale }) => ({ k, votes, alpha, scale }));
      return model.predictGrid(features, cells, options);
    },
  },
});
