export type { BoostingHistory } from './boosting/fit.js';
export { FittedGradientBoosting, loadGradientBoosting } from './boosting/fitted.js';
export { GradientBoosting } from './boosting/gradient-boosting.js';
export {
  FittedNearestCentroid,
  loadNearestCentroid,
  NearestCentroid,
} from './centroid/nearest-centroid.js';
export { classifiers, createClassifier, loadClassifier } from './classifiers.js';
export { Dummy, FittedDummy, loadDummy } from './dummy/dummy.js';
export { createFeatures, features, loadFeatures } from './features/features.js';
export { ExtraTrees } from './forest/extra-trees.js';
export { FittedForest, type ForestCellResult, loadForest } from './forest/fitted.js';
export type { ForestKind, ForestParams } from './forest/params.js';
export { RandomForest } from './forest/random-forest.js';
export { FittedKnn, type KnnCellResult, loadKnn } from './knn/fitted.js';
export { Knn } from './knn/knn.js';
export type { KnnCell } from './knn/params.js';
export type { Convergence } from './logistic/fit-lbfgs.js';
export { FittedLogisticRegression, loadLogisticRegression } from './logistic/fitted.js';
export { type LogisticFitOptions, LogisticRegression } from './logistic/logistic-regression.js';
export {
  FittedGaussianNaiveBayes,
  GaussianNaiveBayes,
  loadGaussianNaiveBayes,
} from './naive-bayes/gaussian-naive-bayes.js';
export type {
  ClassicalSpec,
  DecisionTreeParams,
  DummyParams,
  ExtraTreesParams,
  FeatureSpec,
  GaussianNaiveBayesParams,
  GradientBoostingParams,
  KnnParams,
  LogisticRegressionParams,
  NearestCentroidParams,
  RandomForestParams,
} from './specs.generated.js';
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
export type { GrowthParams, MaxFeatures } from './tree/params.js';
export type { PruningStep } from './tree/prune.js';
