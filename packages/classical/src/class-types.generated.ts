// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
export type { FittedKnn } from './knn/fitted.js';
export type { FittedLogisticRegression } from './logistic/fitted.js';
export type { FittedDecisionTree } from './tree/fitted.js';
export type { FittedHistGradientBoosting } from './boosting/fitted.js';
export type { FittedNearestCentroid } from './centroid/nearest-centroid.js';
export type { FittedGaussianNaiveBayes } from './naive-bayes/gaussian-naive-bayes.js';
export type { FittedLinearSvm } from './svm/fitted.js';
export type { FittedLinearDiscriminantAnalysis } from './discriminant/linear-fitted.js';
export type { FittedQuadraticDiscriminantAnalysis } from './discriminant/quadratic-fitted.js';
export type { FittedDummy } from './dummy/dummy.js';
export type { FittedVoting } from './voting/fitted.js';
export type { FittedStacking } from './stacking/fitted.js';
export type { FittedTunedThreshold } from './threshold/fitted.js';
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
