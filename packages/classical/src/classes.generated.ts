// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
export { Knn } from './knn/knn.js';
export { LogisticRegression } from './logistic/logistic-regression.js';
export { DecisionTree } from './tree/decision-tree.js';
export { RandomForest } from './forest/random-forest.js';
export { ExtraTrees } from './forest/extra-trees.js';
export { HistGradientBoosting } from './boosting/gradient-boosting.js';
export { NearestCentroid } from './centroid/nearest-centroid.js';
export { GaussianNaiveBayes } from './naive-bayes/gaussian-naive-bayes.js';
export { LinearSvm } from './svm/linear-svm.js';
export { LinearDiscriminantAnalysis } from './discriminant/linear-discriminant.js';
export { QuadraticDiscriminantAnalysis } from './discriminant/quadratic-discriminant.js';
export { Dummy } from './dummy/dummy.js';
export { Voting } from './voting/voting.js';
export { Stacking } from './stacking/stacking.js';
export { TunedThreshold } from './threshold/tuned-threshold.js';
