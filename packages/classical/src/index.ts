export { FittedKnn, type KnnCellResult, loadKnn } from './knn/fitted.js';
export { Knn } from './knn/knn.js';
export type { KnnCell, KnnParams } from './knn/params.js';
export type { Convergence } from './logistic/fit-lbfgs.js';
export { FittedLogisticRegression, loadLogisticRegression } from './logistic/fitted.js';
export { type LogisticFitOptions, LogisticRegression } from './logistic/logistic-regression.js';
export type { LogisticRegressionParams } from './logistic/params.js';
export { CLASSICAL_KINDS, type ClassicalSpec, createClassifier, loadClassifier } from './spec.js';
