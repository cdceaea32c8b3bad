export { FittedKnn, type KnnCellResult, loadKnn } from './knn/fitted.js';
export { Knn } from './knn/knn.js';
export type { KnnCell, KnnParams } from './knn/params.js';
export { CLASSICAL_KINDS, type ClassicalSpec, createClassifier, loadClassifier } from './spec.js';
