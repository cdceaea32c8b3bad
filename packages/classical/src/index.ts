export {
  FittedNearestCentroid,
  loadNearestCentroid,
  NearestCentroid,
  type NearestCentroidParams,
} from './centroid/nearest-centroid.js';
export { Dummy, type DummyParams, FittedDummy, loadDummy } from './dummy/dummy.js';
export { FittedKnn, type KnnCellResult, loadKnn } from './knn/fitted.js';
export { Knn } from './knn/knn.js';
export type { KnnCell, KnnParams } from './knn/params.js';
export type { Convergence } from './logistic/fit-lbfgs.js';
export { FittedLogisticRegression, loadLogisticRegression } from './logistic/fitted.js';
export { type LogisticFitOptions, LogisticRegression } from './logistic/logistic-regression.js';
export type { LogisticRegressionParams } from './logistic/params.js';
export {
  FittedGaussianNaiveBayes,
  GaussianNaiveBayes,
  type GaussianNaiveBayesParams,
  loadGaussianNaiveBayes,
} from './naive-bayes/gaussian-naive-bayes.js';
export { CLASSICAL_KINDS, type ClassicalSpec, createClassifier, loadClassifier } from './spec.js';
