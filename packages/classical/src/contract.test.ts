import { checkClassifier } from '@selvedge/data/testing';
import { createClassifier, loadClassifier } from './classifiers.js';
import type { ClassicalSpec } from './specs.generated.js';

/** Every kind, with settings small enough for the suite's many fits. */
const MODELS: readonly (ClassicalSpec & { readonly minAccuracy?: number })[] = [
  { kind: 'knn', k: 3 },
  { kind: 'knn', k: 3, metric: 'manhattan', votes: 'distance' },
  { kind: 'knn', k: 3, metric: 'cosine', votes: 'gaussian', alpha: 2 },
  { kind: 'logistic-regression' },
  { kind: 'logistic-regression', solver: 'sag' },
  { kind: 'logistic-regression', solver: 'saga', penalty: 'none' },
  { kind: 'knn', k: 3, engine: 'ml' },
  { kind: 'logistic-regression', engine: 'ml', maxIterations: 2000, minAccuracy: 0.8 },
  { kind: 'decision-tree' },
  { kind: 'decision-tree', criterion: 'entropy', ccpAlpha: 0.01, smoothing: 0.5 },
  { kind: 'decision-tree', engine: 'ml' },
  { kind: 'random-forest', trees: 5, oobScore: true },
  { kind: 'random-forest', trees: 5, maxFeatures: 4, engine: 'ml' },
  { kind: 'extra-trees', trees: 5 },
  { kind: 'gradient-boosting', iterations: 8, maxLeaves: 6, minChildWeight: 0.01 },
  { kind: 'gradient-boosting', iterations: 8, subsample: 0.8, columnSample: 0.7, minChildWeight: 0.01 },
  { kind: 'nearest-centroid' },
  { kind: 'gaussian-naive-bayes' },
  { kind: 'dummy', minAccuracy: 0.3 },
];

describe('checkClassifier(createClassifier(spec))', () => {
  test.each(MODELS)('%j keeps the contract', async ({ minAccuracy = 0.9, ...spec }) => {
    const { passed } = await checkClassifier(() => createClassifier(spec), { load: loadClassifier, minAccuracy });
    expect(passed.length).toBeGreaterThanOrEqual(40);
  });
});
