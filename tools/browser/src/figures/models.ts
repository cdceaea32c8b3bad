import { DecisionTree, HistGradientBoosting, Knn, LogisticRegression, RandomForest } from '@selvedge/classical';
import type { Classifier, Dataset } from '@selvedge/data';
import { NeuralClassifier } from '@selvedge/neural';
import type { Figure, Figures } from './figure.js';
import { madeUpRows, scaled } from './made-up-rows.js';

const asStored = (rows: Dataset): Dataset => rows;

/** Probabilities of test rows by models that are fitted in worker threads. */
export const MODEL_FIGURES: Figures = {
  tree: probabilities(() => new DecisionTree({ maxDepth: 5 }), asStored),
  forest: probabilities(() => new RandomForest({ nEstimators: 7 }), asStored),
  boosting: probabilities(() => new HistGradientBoosting({ maxIter: 4 }), asStored),
  knn: probabilities(() => new Knn({ k: 5 }), asStored),
  logistic: probabilities(() => new LogisticRegression({ maxIter: 20 }), asStored),
  sag: probabilities(() => new LogisticRegression({ solver: 'sag', maxIter: 5 }), scaled),
  network: probabilities(() => new NeuralClassifier(SMALL_NETWORK), scaled),
};

const SMALL_NETWORK: ConstructorParameters<typeof NeuralClassifier>[0] = {
  network: {
    inputShape: [8, 8, 1],
    layers: [
      { kind: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
      { kind: 'flatten' },
      { kind: 'dense', units: 3, activation: 'softmax' },
    ],
  },
  train: { epochs: 2, batchSize: 50 },
};

function probabilities(make: () => Classifier, prepare: (rows: Dataset) => Dataset): Figure {
  return async () => {
    const fitted = await make().fit(prepare(madeUpRows(1, 600)), { seed: 3 });
    return (await fitted.predictProba(prepare(madeUpRows(2, 90)).features)).values;
  };
}
