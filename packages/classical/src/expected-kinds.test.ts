import { createClassifier } from './classifiers.js';
import type { ClassicalSpec } from './specs.generated.js';

const make = (spec: unknown) => () => createClassifier(spec as ClassicalSpec);

test.each([
  ['SVC', "write { kind: 'linear-svm' }"],
  ['LinearSVC', "write 'linear-svm'"],
  ['KNeighborsClassifier', "write 'knn'"],
  ['kneighbors', "write 'knn'"],
  ['logistic', "write 'logistic-regression'"],
  ['forest', "write 'random-forest'"],
  ['MLPClassifier', 'new NeuralClassifier('],
  ['SGDClassifier', "write { kind: 'linear-svm' } for hinge loss"],
  ['AdaBoostClassifier', "write { kind: 'hist-gradient-boosting' }"],
  ['MultinomialNB', "write { kind: 'gaussian-naive-bayes' }"],
  ['cnn', "network: { zoo: 'convnet', filters: [32, 64] }"],
  ['resnet50', "network: { zoo: 'resnet9' }"],
  ['rf', "write 'random-forest'"],
  ['svm', "write 'linear-svm'"],
  ['xgboost', "write 'hist-gradient-boosting'"],
  ['nearest-neighbour', "write 'knn'"],
  ['lstm', 'networks here are for images and feature rows'],
  ['kmeans', 'new KMeans({ nClusters: 10 })'],
  ['RandomForestRegressor', 'predict classes, not numbers'],
])("createClassifier({ kind: '%s' }) is answered with what to write", (kind, answer) => {
  expect(make({ kind })).toThrow(answer);
});

test.each([
  [{ kind: 'knn', p: 2 }, "write metric: 'euclidean' (p = 2)"],
  [{ kind: 'knn', metric: 'minkowski' }, "write 'euclidean'"],
  [{ kind: 'random-forest', n_jobs: -1 }, 'fit(rows, { threads: 4 })'],
  [{ kind: 'random-forest', maxFeatures: 'auto' }, "write 'sqrt'"],
  [{ kind: 'decision-tree', criterion: 'log_loss' }, "write 'entropy'"],
  [{ kind: 'linear-svm', kernel: 'rbf' }, 'this machine is linear'],
  [{ kind: 'hist-gradient-boosting', earlyStopping: true }, 'write nIterNoChange: 10'],
  [{ type: 'knn' }, "write { kind: 'knn' }"],
  ['svc', 'no model here has a kernel'],
])('createClassifier(%j) is answered with what to write', (spec, answer) => {
  expect(make(spec)).toThrow(answer);
});
