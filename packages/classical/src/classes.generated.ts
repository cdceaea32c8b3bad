// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.

export { FittedGradientBoosting } from './boosting/fitted.js';
export { GradientBoosting } from './boosting/gradient-boosting.js';
export { FittedNearestCentroid, NearestCentroid } from './centroid/nearest-centroid.js';
export { Dummy, FittedDummy } from './dummy/dummy.js';
export { ExtraTrees } from './forest/extra-trees.js';
export { RandomForest } from './forest/random-forest.js';
export { FittedKnn } from './knn/fitted.js';
export { Knn } from './knn/knn.js';
export { FittedLogisticRegression } from './logistic/fitted.js';
export { LogisticRegression } from './logistic/logistic-regression.js';
export { FittedGaussianNaiveBayes, GaussianNaiveBayes } from './naive-bayes/gaussian-naive-bayes.js';
export type {
  DecisionTreeParams,
  DummyParams,
  ExtraTreesParams,
  GaussianNaiveBayesParams,
  GradientBoostingParams,
  KnnParams,
  LogisticRegressionParams,
  NearestCentroidParams,
  RandomForestParams,
} from './specs.generated.js';
export { DecisionTree } from './tree/decision-tree.js';
export { FittedDecisionTree } from './tree/fitted.js';
