export type { BoostingHistory } from './boosting/fit.js';
export { FittedGradientBoosting, loadGradientBoosting } from './boosting/fitted.js';
export { GradientBoosting } from './boosting/gradient-boosting.js';
export type { GradientBoostingParams } from './boosting/params.js';
export {
  FittedNearestCentroid,
  loadNearestCentroid,
  NearestCentroid,
  type NearestCentroidParams,
} from './centroid/nearest-centroid.js';
export { Dummy, type DummyParams, FittedDummy, loadDummy } from './dummy/dummy.js';
export { createFeatures, features, loadFeatures } from './features/features.js';
export { ExtraTrees } from './forest/extra-trees.js';
export { FittedForest, type ForestCellResult, loadForest } from './forest/fitted.js';
export type { ForestKind, ForestParams } from './forest/params.js';
export { RandomForest } from './forest/random-forest.js';
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
export type { FeatureSpec } from './specs.generated.js';
export type { Criterion } from './tree/criterion.js';
export { DecisionTree } from './tree/decision-tree.js';
export type { ExportOptions } from './tree/export-text.js';
export {
  type DecisionTreeCell,
  type DecisionTreeCellResult,
  FittedDecisionTree,
  loadDecisionTree,
} from './tree/fitted.js';
export type { TreeNodes } from './tree/nodes.js';
export type { DecisionTreeParams, GrowthParams, MaxFeatures } from './tree/params.js';
export type { PruningStep } from './tree/prune.js';
