// One measurement of a model on Fashion-MNIST or on a table of floats, as JSON: called by classical.js.
//
//   SELVEDGE_DATA=... node tools/bench/dist/classical-models.js [--model tree|forest|extra|boosting|logistic|knn|pca]
//     [--depth 10] [--trees 100] [--components 50] [--train 60000] [--table FOLDER] [--engine native]
import { parseArgs } from 'node:util';
import {
  DecisionTree,
  ExtraTrees,
  HistGradientBoosting,
  Knn,
  LogisticRegression,
  RandomForest,
} from '@selvedge/classical';
import type { ForestParams } from '@selvedge/classical/types';
import { argmaxRows, type FittedClassifier } from '@selvedge/data';
import { createTransform } from '@selvedge/preprocess';
import { fashionMnist, slice } from './fashion-mnist.js';
import { readFloatTable } from './float-table.js';
import { MLJS, report, timed } from './measured.js';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'tree' },
    depth: { type: 'string' },
    trees: { type: 'string', default: '100' },
    components: { type: 'string', default: '50' },
    train: { type: 'string', default: '60000' },
    table: { type: 'string' },
    engine: { type: 'string', default: 'native' },
  },
});
const maxDepth = values.depth === undefined ? null : Number(values.depth);
const trees = Number(values.trees);
const components = Number(values.components);
// The models refuse what is not one of their engines.
const { engine } = values as Pick<ForestParams, 'engine'>;
const models = {
  tree: () => new DecisionTree({ maxDepth, engine }),
  forest: () =>
    new RandomForest({ nEstimators: trees, maxDepth, engine, ...(engine === 'mljs' && { maxFeatures: 28 }) }),
  extra: () => new ExtraTrees({ nEstimators: trees, maxDepth }),
  boosting: () => new HistGradientBoosting({ maxIter: trees, minChildWeight: 1e-3 }),
  logistic: () => new LogisticRegression({ maxIter: 100 }),
  knn: () => new Knn({ k: 7 }),
};
const { train, test } = values.table === undefined ? images(Number(values.train)) : readFloatTable(values.table);
if (values.model === 'pca') {
  const rows = { features: train.features, shape: [train.features.columns] };
  const { times } = await timed(() => createTransform({ kind: 'pca', components }).fit(rows));
  report({ fit: times });
}
const model = models[values.model as keyof typeof models]();
const fitting = await timed((): Promise<FittedClassifier> => model.fit(train));
const predicting = await timed(() => fitting.result.predictProba(test.features));
const { result: shares } = predicting;
const predicted = argmaxRows(shares);
const sum = test.labels.reduce((total, label, row) => total - Math.log(shares.values[row * shares.columns + label]), 0);
const accuracy = predicted.filter((label, row) => label === test.labels[row]).length / test.labels.length;
const loss = values.model === 'knn' ? undefined : sum / test.labels.length;
report({
  ...(engine === 'mljs' && MLJS),
  fit: fitting.times,
  predict: predicting.times,
  accuracy,
  ...(loss !== undefined && { loss }),
});

function images(rows: number) {
  const data = fashionMnist();
  return { train: slice(data.train, rows), test: data.test };
}
