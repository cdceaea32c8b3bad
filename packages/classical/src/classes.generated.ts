// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
export { Knn } from './knn/knn.js';
export { FittedKnn } from './knn/fitted.js';
export { LogisticRegression } from './logistic/logistic-regression.js';
export { FittedLogisticRegression } from './logistic/fitted.js';
export { DecisionTree } from './tree/decision-tree.js';
export { FittedDecisionTree } from './tree/fitted.js';
export { RandomForest } from './forest/random-forest.js';
export { ExtraTrees } from './forest/extra-trees.js';
export { HistGradientBoosting } from './boosting/gradient-boosting.js';
export { FittedHistGradientBoosting } from './boosting/fitted.js';
export { NearestCentroid } from './centroid/nearest-centroid.js';
export { FittedNearestCentroid } from './centroid/nearest-centroid.js';
export { GaussianNaiveBayes } from './naive-bayes/gaussian-naive-bayes.js';
export { FittedGaussianNaiveBayes } from './naive-bayes/gaussian-naive-bayes.js';
export { LinearSvm } from './svm/linear-svm.js';
export { FittedLinearSvm } from './svm/fitted.js';
export { LinearDiscriminantAnalysis } from './discriminant/linear-discriminant.js';
export { FittedLinearDiscriminantAnalysis } from './discriminant/linear-fitted.js';
export { QuadraticDiscriminantAnalysis } from './discriminant/quadratic-discriminant.js';
export { FittedQuadraticDiscriminantAnalysis } from './discriminant/quadratic-fitted.js';
export { Dummy } from './dummy/dummy.js';
export { FittedDummy } from './dummy/dummy.js';
export { Voting } from './voting/voting.js';
export { FittedVoting } from './voting/fitted.js';
export { Stacking } from './stacking/stacking.js';
export { FittedStacking } from './stacking/fitted.js';
export { TunedThreshold } from './threshold/tuned-threshold.js';
export { FittedTunedThreshold } from './threshold/fitted.js';
export type {
  KnnParams,
  LogisticRegressionParams,
  DecisionTreeParams,
  RandomForestParams,
  ExtraTreesParams,
  HistGradientBoostingParams,
  NearestCentroidParams,
  GaussianNaiveBayesParams,
  LinearSvmParams,
  LinearDiscriminantAnalysisParams,
  QuadraticDiscriminantAnalysisParams,
  DummyParams,
  VotingParams,
  StackingParams,
  TunedThresholdParams,
} from './specs.generated.js';
