// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { BoostingHistory } from './boosting/fit.js';
// What every model fits and its parameters.
export type * from './class-types.generated.js';
export type { FittedForest, ForestCellResult } from './forest/fitted.js';
export type { ForestKind, ForestParams } from './forest/params.js';
export type { KMeansOptions } from './k-means/fitted.js';
export type { KMeansFitOptions } from './k-means/k-means.js';
export type { KnnVotingResult } from './knn/fitted.js';
export type { KnnVoting } from './knn/params.js';
export type { Convergence } from './logistic/fit-lbfgs.js';
export type { LogisticFitOptions } from './logistic/logistic-regression.js';
export type { LinearSvmConvergence } from './svm/fitted.js';
export type { ChosenThreshold, ThresholdRule } from './threshold/choose-threshold.js';
export type { Criterion } from './tree/criterion.js';
export type { ExportOptions } from './tree/export-text.js';
export type { DecisionTreeCell, DecisionTreeCellResult } from './tree/fitted.js';
export type { TreeNodes } from './tree/nodes.js';
export type { GrowthParams, MaxFeatures } from './tree/params.js';
export type { PruningStep } from './tree/prune.js';
