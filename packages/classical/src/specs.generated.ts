// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
import type { Filled } from '@selvedge/component';

/** k nearest neighbours: the class that most of the k nearest training rows have. */
export interface KnnParams {
  /**
   * Neighbours that vote; at most the training rows. Whole, from 1 to 1000000.
   * @defaultValue 5
   */
  readonly k: number;
  /**
   * The distance d between rows.
   * @defaultValue "euclidean"
   */
  readonly metric: 'euclidean' | 'manhattan' | 'cosine';
  /**
   * The weight of a neighbour: 1, 1/d, or exp(-gamma d^2).
   * @defaultValue "uniform"
   */
  readonly weights: 'uniform' | 'distance' | 'gaussian';
  /**
   * Of gaussian weights: the inverse squared bandwidth, in the unit of the features; 0 weighs all alike. An alpha for
   * bytes divided by 255 is a gamma of alpha / 65025 for the bytes. From 0.
   * @defaultValue 1
   */
  readonly gamma: number;
  /**
   * Our own kernels, or the npm package of ml.js, which @selvedge/mljs brings.
   * @defaultValue "native"
   */
  readonly engine: 'native' | 'mljs';
}

export type KnnSpec = { readonly kind: 'knn' } & Partial<KnnParams>;

/** Multinomial logistic regression. */
export interface LogisticRegressionParams {
  /**
   * Adds half the sum of squared weights (the intercept is free), the sum of magnitudes, a mixture of both, or
   * nothing.
   * @defaultValue "l2"
   */
  readonly penalty: 'l2' | 'l1' | 'elasticnet' | 'none';
  /**
   * Of `elasticnet`: the share of the L1 penalty; the rest is L2.
   * @defaultValue null
   */
  readonly l1Ratio: number | null;
  /**
   * Weighs the sum of losses against the penalty: larger fits closer. Above 0.
   * @defaultValue 1
   */
  readonly C: number;
  /**
   * Adds a constant per class.
   * @defaultValue true
   */
  readonly fitIntercept: boolean;
  /**
   * Full-batch quasi-Newton, stochastic average gradient, or Newton steps by coordinate descent in float64, which has
   * every penalty.
   * @defaultValue "lbfgs"
   */
  readonly solver: 'lbfgs' | 'sag' | 'saga' | 'coordinate-descent';
  /**
   * L-BFGS or Newton steps, or passes over the rows. Whole, from 1 to 10000000.
   * @defaultValue 100
   */
  readonly maxIter: number;
  /**
   * Where to stop. `lbfgs`, `coordinate-descent`: the largest component of the (sub)gradient of the mean objective;
   * `sag`, `saga`: the largest change of a weight in a pass, relative to the largest weight. From 0.
   * @defaultValue 0.0001
   */
  readonly tol: number;
  /**
   * Weight of a row by its class: one number per class in their order, or by their names, where others weigh 1;
   * `balanced` is rows / (classes * rows of the class).
   * @defaultValue "none"
   */
  readonly classWeight: 'none' | 'balanced' | readonly number[] | { readonly [name: string]: number };
  /**
   * Our own kernels, or the npm package of ml.js, which @selvedge/mljs brings.
   * @defaultValue "native"
   */
  readonly engine: 'native' | 'mljs';
}

export type LogisticRegressionSpec = { readonly kind: 'logistic-regression' } & Partial<LogisticRegressionParams>;

/** A tree of binary splits. */
export interface DecisionTreeParams {
  /**
   * Impurity that splits lower.
   * @defaultValue "gini"
   */
  readonly criterion: 'gini' | 'entropy';
  /**
   * Nodes this deep are leaves, where the root has depth 0; null sets no limit.
   * @defaultValue null
   */
  readonly maxDepth: number | null;
  /**
   * Nodes with fewer rows are leaves. Whole, from 2.
   * @defaultValue 2
   */
  readonly minSamplesSplit: number;
  /**
   * No split leaves fewer rows on a side. Whole, from 1.
   * @defaultValue 1
   */
  readonly minSamplesLeaf: number;
  /**
   * Splits that lower the tree's impurity by less are not made. From 0.
   * @defaultValue 0
   */
  readonly minImpurityDecrease: number;
  /**
   * Weight of a row by its class: one number per class in their order, or by their names, where others weigh 1;
   * `balanced` is rows / (classes * rows of the class).
   * @defaultValue "none"
   */
  readonly classWeight: 'none' | 'balanced' | readonly number[] | { readonly [name: string]: number };
  /**
   * Columns drawn at each node: all, a formula of their number, a share below 1, or a count.
   * @defaultValue "all"
   */
  readonly maxFeatures: 'all' | 'sqrt' | 'log2' | number;
  /**
   * Cost-complexity pruning: a fork must lower the impurity by so much for each leaf that it adds. From 0.
   * @defaultValue 0
   */
  readonly ccpAlpha: number;
  /**
   * Tries every cut of a column, or one at random.
   * @defaultValue "best"
   */
  readonly splitter: 'best' | 'random';
  /**
   * Added to each class of a leaf before shares are taken; mltools adds 0.5. From 0.
   * @defaultValue 0
   */
  readonly smoothing: number;
  /**
   * Our own kernels, or the npm package of ml.js, which @selvedge/mljs brings.
   * @defaultValue "native"
   */
  readonly engine: 'native' | 'mljs';
}

export type DecisionTreeSpec = { readonly kind: 'decision-tree' } & Partial<DecisionTreeParams>;

/** Trees on rows drawn with replacement, whose nodes choose among columns drawn at random. */
export interface RandomForestParams {
  /**
   * Trees whose probabilities are averaged. Whole, from 1 to 100000.
   * @defaultValue 100
   */
  readonly nEstimators: number;
  /**
   * Grows each tree on rows drawn with replacement, not on all rows.
   * @defaultValue true
   */
  readonly bootstrap: boolean;
  /**
   * Rows drawn for each tree, as a share below 1 or a count; null draws as many as there are. Needs bootstrap.
   * @defaultValue null
   */
  readonly maxSamples: number | null;
  /**
   * Also measures accuracy on the rows that trees were not grown on. Needs bootstrap.
   * @defaultValue false
   */
  readonly oobScore: boolean;
  /**
   * Impurity that splits lower.
   * @defaultValue "gini"
   */
  readonly criterion: 'gini' | 'entropy';
  /**
   * Nodes this deep are leaves, where the root has depth 0; null sets no limit.
   * @defaultValue null
   */
  readonly maxDepth: number | null;
  /**
   * Nodes with fewer rows are leaves. Whole, from 2.
   * @defaultValue 2
   */
  readonly minSamplesSplit: number;
  /**
   * No split leaves fewer rows on a side. Whole, from 1.
   * @defaultValue 1
   */
  readonly minSamplesLeaf: number;
  /**
   * Splits that lower the tree's impurity by less are not made. From 0.
   * @defaultValue 0
   */
  readonly minImpurityDecrease: number;
  /**
   * Weight of a row by its class: one number per class in their order, or by their names, where others weigh 1;
   * `balanced` is rows / (classes * rows of the class).
   * @defaultValue "none"
   */
  readonly classWeight: 'none' | 'balanced' | readonly number[] | { readonly [name: string]: number };
  /**
   * Columns drawn at each node: all, a formula of their number, a share below 1, or a count.
   * @defaultValue "sqrt"
   */
  readonly maxFeatures: 'all' | 'sqrt' | 'log2' | number;
  /**
   * Our own kernels, or the npm package of ml.js, which @selvedge/mljs brings.
   * @defaultValue "native"
   */
  readonly engine: 'native' | 'mljs';
}

export type RandomForestSpec = { readonly kind: 'random-forest' } & Partial<RandomForestParams>;

/** Trees on all rows whose nodes choose among random cuts, one for each of a few columns drawn at random. */
export interface ExtraTreesParams {
  /**
   * Trees whose probabilities are averaged. Whole, from 1 to 100000.
   * @defaultValue 100
   */
  readonly nEstimators: number;
  /**
   * Grows each tree on rows drawn with replacement, not on all rows.
   * @defaultValue false
   */
  readonly bootstrap: boolean;
  /**
   * Rows drawn for each tree, as a share below 1 or a count; null draws as many as there are. Needs bootstrap.
   * @defaultValue null
   */
  readonly maxSamples: number | null;
  /**
   * Also measures accuracy on the rows that trees were not grown on. Needs bootstrap.
   * @defaultValue false
   */
  readonly oobScore: boolean;
  /**
   * Impurity that splits lower.
   * @defaultValue "gini"
   */
  readonly criterion: 'gini' | 'entropy';
  /**
   * Nodes this deep are leaves, where the root has depth 0; null sets no limit.
   * @defaultValue null
   */
  readonly maxDepth: number | null;
  /**
   * Nodes with fewer rows are leaves. Whole, from 2.
   * @defaultValue 2
   */
  readonly minSamplesSplit: number;
  /**
   * No split leaves fewer rows on a side. Whole, from 1.
   * @defaultValue 1
   */
  readonly minSamplesLeaf: number;
  /**
   * Splits that lower the tree's impurity by less are not made. From 0.
   * @defaultValue 0
   */
  readonly minImpurityDecrease: number;
  /**
   * Weight of a row by its class: one number per class in their order, or by their names, where others weigh 1;
   * `balanced` is rows / (classes * rows of the class).
   * @defaultValue "none"
   */
  readonly classWeight: 'none' | 'balanced' | readonly number[] | { readonly [name: string]: number };
  /**
   * Columns drawn at each node: all, a formula of their number, a share below 1, or a count.
   * @defaultValue "sqrt"
   */
  readonly maxFeatures: 'all' | 'sqrt' | 'log2' | number;
  /**
   * Our own kernels; ml.js has no such forest.
   * @defaultValue "native"
   */
  readonly engine: 'native';
}

export type ExtraTreesSpec = { readonly kind: 'extra-trees' } & Partial<ExtraTreesParams>;

/** Rounds of one tree per class, or one for two classes, each fitted to what the rounds before left of the loss. */
export interface HistGradientBoostingParams {
  /**
   * Rounds; each grows one tree per class, or one for two classes. Whole, from 1 to 100000.
   * @defaultValue 100
   */
  readonly maxIter: number;
  /**
   * Every leaf's value is multiplied by it. Above 0, to 1.
   * @defaultValue 0.1
   */
  readonly learningRate: number;
  /**
   * Leaves of a tree, grown where the loss falls most. Whole, from 2 to 65536.
   * @defaultValue 31
   */
  readonly maxLeafNodes: number;
  /**
   * Nodes this deep are leaves, where the root has depth 0; null sets no limit.
   * @defaultValue null
   */
  readonly maxDepth: number | null;
  /**
   * The least sum of second derivatives, p (1 - p) of each row, in a leaf. From 0.
   * @defaultValue 1
   */
  readonly minChildWeight: number;
  /**
   * Added to that sum: shrinks the values of small leaves. From 0.
   * @defaultValue 1
   */
  readonly l2Regularization: number;
  /**
   * Splits that lower the loss by no more are not made. From 0.
   * @defaultValue 0
   */
  readonly minSplitGain: number;
  /**
   * Share of the rows drawn, without replacement, for each round. Above 0, to 1.
   * @defaultValue 1
   */
  readonly subsample: number;
  /**
   * Share of the columns drawn for each tree. Above 0, to 1.
   * @defaultValue 1
   */
  readonly colsampleByTree: number;
  /**
   * Weight of a row by its class: one number per class in their order, or by their names, where others weigh 1;
   * `balanced` is rows / (classes * rows of the class).
   * @defaultValue "none"
   */
  readonly classWeight: 'none' | 'balanced' | readonly number[] | { readonly [name: string]: number };
  /**
   * Stops after so many rounds without a lower loss on held-out rows and keeps the best round; null never.
   * @defaultValue null
   */
  readonly nIterNoChange: number | null;
  /**
   * Share of the rows held out for nIterNoChange where there are no validation rows. Above 0, to 0.999.
   * @defaultValue 0.1
   */
  readonly validationFraction: number;
}

export type HistGradientBoostingSpec = {
  readonly kind: 'hist-gradient-boosting';
} & Partial<HistGradientBoostingParams>;

/** The class whose mean row is nearest, by Euclidean distance. */
export interface NearestCentroidParams {
  /**
   * Of predictProba: the softmax is of minus squared distances, divided by their mean and by it. Above 0.
   * @defaultValue 1
   */
  readonly temperature: number;
}

export type NearestCentroidSpec = { readonly kind: 'nearest-centroid' } & Partial<NearestCentroidParams>;

/** Gaussian naive Bayes: columns are independent and normal within a class. */
export interface GaussianNaiveBayesParams {
  /**
   * Times the largest variance of a column, added to every variance. From 0.
   * @defaultValue 1e-9
   */
  readonly varSmoothing: number;
}

export type GaussianNaiveBayesSpec = { readonly kind: 'gaussian-naive-bayes' } & Partial<GaussianNaiveBayesParams>;

/** Linear support vector machine, one class against the rest. */
export interface LinearSvmParams {
  /**
   * max(0, 1 - margin) of each row, or its square.
   * @defaultValue "squared-hinge"
   */
  readonly loss: 'hinge' | 'squared-hinge';
  /**
   * Weighs the sum of losses against the penalty: larger fits closer. Above 0.
   * @defaultValue 1
   */
  readonly C: number;
  /**
   * Newton's steps for squared-hinge, or passes over the rows for hinge and for large tables. Whole, from 1 to
   * 10000000.
   * @defaultValue 1000
   */
  readonly maxIter: number;
  /**
   * Where passes stop: the largest less the smallest projected gradient of the dual. Newton's steps end at the
   * minimum. From 0.
   * @defaultValue 0.0001
   */
  readonly tol: number;
  /**
   * Adds a constant per class.
   * @defaultValue true
   */
  readonly fitIntercept: boolean;
  /**
   * The intercept is the weight of a column of this value, and penalised as one: larger frees it. Above 0.
   * @defaultValue 1
   */
  readonly interceptScaling: number;
  /**
   * Weight of a row by its class: one number per class in their order, or by their names, where others weigh 1;
   * `balanced` is rows / (classes * rows of the class).
   * @defaultValue "none"
   */
  readonly classWeight: 'none' | 'balanced' | readonly number[] | { readonly [name: string]: number };
}

export type LinearSvmSpec = { readonly kind: 'linear-svm' } & Partial<LinearSvmParams>;

/** Linear discriminant analysis: classes are normal with one covariance that they share. */
export interface LinearDiscriminantAnalysisParams {
  /**
   * `svd` leaves directions out that hardly vary; `lsqr` can shrink the covariance.
   * @defaultValue "svd"
   */
  readonly solver: 'svd' | 'lsqr';
  /**
   * Of `lsqr`: share of the columns' mean variance in the covariance; `auto`: by Ledoit and Wolf's lemma.
   * @defaultValue null
   */
  readonly shrinkage: 'auto' | number | null;
  /**
   * Probability of each class before its rows are seen; null: their shares of the training rows.
   * @defaultValue null
   */
  readonly priors: readonly number[] | null;
  /**
   * Of `svd`: the largest singular value of standardised columns whose direction is left out. From 0.
   * @defaultValue 0.0001
   */
  readonly tol: number;
}

export type LinearDiscriminantAnalysisSpec = {
  readonly kind: 'linear-discriminant-analysis';
} & Partial<LinearDiscriminantAnalysisParams>;

/** Quadratic discriminant analysis: classes are normal, each with a covariance of its own. */
export interface QuadraticDiscriminantAnalysisParams {
  /**
   * Probability of each class before its rows are seen; null: their shares of the training rows.
   * @defaultValue null
   */
  readonly priors: readonly number[] | null;
  /**
   * Share of the identity in every covariance; the rest is the covariance. From 0 to 1.
   * @defaultValue 0
   */
  readonly regParam: number;
  /**
   * A class with a direction whose variance, regularised, is this or less is refused. From 0.
   * @defaultValue 0.0001
   */
  readonly tol: number;
}

export type QuadraticDiscriminantAnalysisSpec = {
  readonly kind: 'quadratic-discriminant-analysis';
} & Partial<QuadraticDiscriminantAnalysisParams>;

/** The most frequent class, whatever the rows hold: what every model must beat. */
export interface DummyParams {
  /**
   * Probabilities: all on the most frequent class, or the shares of the classes.
   * @defaultValue "most-frequent"
   */
  readonly strategy: 'most-frequent' | 'prior';
}

export type DummySpec = { readonly kind: 'dummy' } & Partial<DummyParams>;

/** The model. */
export type BaseModelSpec =
  | KnnSpec
  | LogisticRegressionSpec
  | DecisionTreeSpec
  | RandomForestSpec
  | ExtraTreesSpec
  | HistGradientBoostingSpec
  | NearestCentroidSpec
  | GaussianNaiveBayesSpec
  | LinearSvmSpec
  | LinearDiscriminantAnalysisSpec
  | QuadraticDiscriminantAnalysisSpec
  | DummySpec;

/** Several models that vote, or whose probabilities are averaged. */
export interface VotingParams {
  /** The models that it is made of, each with its kind and parameters. All are fitted on the same rows. */
  readonly members: readonly BaseModelSpec[];
  /**
   * `hard`: each member has one vote, for the class that it predicts. `soft`: probabilities are averaged.
   * @defaultValue "hard"
   */
  readonly voting: 'hard' | 'soft';
  /**
   * Weight of each member, in their order; null: all alike.
   * @defaultValue null
   */
  readonly weights: readonly number[] | null;
}

export type VotingSpec = { readonly kind: 'voting' } & Pick<VotingParams, 'members'> & Partial<VotingParams>;

/** A final model on the probabilities that other models give to rows they were not fitted on. */
export interface StackingParams {
  /** The models that it is made of, each with its kind and parameters. All are fitted on the same rows. */
  readonly members: readonly BaseModelSpec[];
  /** The model that is fitted on the probabilities of the members. Default: logistic regression. */
  readonly finalEstimator: BaseModelSpec;
  /**
   * Stratified folds that the training rows are dealt into; each is predicted by members fitted on the others. Whole,
   * from 2 to 1000.
   * @defaultValue 5
   */
  readonly folds: number;
  /**
   * Gives the final model the features too, after the probabilities.
   * @defaultValue false
   */
  readonly passthrough: boolean;
}

export type StackingSpec = { readonly kind: 'stacking' } & Pick<StackingParams, 'members'> & Partial<StackingParams>;

/** A model whose threshold for one class is chosen on rows that it was not fitted on. */
export interface TunedThresholdParams {
  readonly member: BaseModelSpec;
  /**
   * The highest F1 or balanced accuracy, the lowest cost, or the highest recall at a wanted precision.
   * @defaultValue "f1"
   */
  readonly by: 'f1' | 'balanced-accuracy' | 'cost' | 'precision';
  /**
   * Name of the class with the threshold; null: the second class.
   * @defaultValue null
   */
  readonly positive: string | null;
  /**
   * Of `cost`: what a row of another class that is predicted as the positive one costs. From 0.
   * @defaultValue 1
   */
  readonly falsePositiveCost: number;
  /**
   * Of `cost`: what a row of the positive class that is predicted as another costs. From 0.
   * @defaultValue 1
   */
  readonly falseNegativeCost: number;
  /**
   * Of `precision`: the least that is wanted.
   * @defaultValue null
   */
  readonly precision: number | null;
  /**
   * Stratified folds whose predictions the threshold is chosen on, where there are no validation rows. Whole, from 2
   * to 1000.
   * @defaultValue 5
   */
  readonly folds: number;
}

export type TunedThresholdSpec = { readonly kind: 'tuned-threshold' } & Pick<TunedThresholdParams, 'member'> &
  Partial<TunedThresholdParams>;

/** The model. */
export type ClassicalSpec =
  | KnnSpec
  | LogisticRegressionSpec
  | DecisionTreeSpec
  | RandomForestSpec
  | ExtraTreesSpec
  | HistGradientBoostingSpec
  | NearestCentroidSpec
  | GaussianNaiveBayesSpec
  | LinearSvmSpec
  | LinearDiscriminantAnalysisSpec
  | QuadraticDiscriminantAnalysisSpec
  | DummySpec
  | VotingSpec
  | StackingSpec
  | TunedThresholdSpec;

/** Histograms of oriented gradients, of images. */
export interface HogSpec {
  readonly kind: 'hog';
  /**
   * Bins of the gradient's direction. Whole, from 2 to 64.
   * @defaultValue 9
   */
  readonly orientations?: number;
  /**
   * Pixels of a cell's side. Whole, from 2 to 1000.
   * @defaultValue 4
   */
  readonly cell?: number;
  /**
   * Cells of a block's side; blocks overlap by all but one cell. Whole, from 1 to 1000.
   * @defaultValue 2
   */
  readonly block?: number;
  /**
   * Directions over 360 degrees instead of 180.
   * @defaultValue false
   */
  readonly signed?: boolean;
}

/** With the defaults filled in. */
export type HogParams = Filled<HogSpec, 'orientations' | 'cell' | 'block' | 'signed'>;

/** Nearness to patches learned from the training images. */
export interface PatchesSpec {
  readonly kind: 'patches';
  /**
   * Pixels of a patch's side. Whole, from 2 to 1000.
   * @defaultValue 6
   */
  readonly size?: number;
  /**
   * Patches that k-means learns. Whole, from 2 to 100000.
   * @defaultValue 200
   */
  readonly features?: number;
  /**
   * Each feature is averaged over cells x cells regions of the image. Whole, from 1 to 1000.
   * @defaultValue 3
   */
  readonly cells?: number;
  /**
   * Pixels of 0 around each image: with `size` - 1 of them every pixel is in as many patches. Whole, from 0 to 1000.
   * @defaultValue 0
   */
  readonly padding?: number;
  /**
   * Averages over each image and its mirror image, which are then described alike.
   * @defaultValue false
   */
  readonly flip?: boolean;
  /**
   * Averages are raised to it: 0.5 takes square roots, so that a linear model sees faint features too. Above 0, to 1.
   * @defaultValue 1
   */
  readonly power?: number;
  /**
   * Patches to learn from; at least `features`. Whole, from 1 to 10000000.
   * @defaultValue 100000
   */
  readonly samples?: number;
  /**
   * Rounds of k-means. Whole, from 1 to 10000.
   * @defaultValue 10
   */
  readonly iterations?: number;
  /**
   * Added to the variances that whitening divides by. Above 0.
   * @defaultValue 0.1
   */
  readonly whitening?: number;
  /**
   * Added to a patch's variance (pixels from 0 to 1) before it is divided by its deviation. Above 0.
   * @defaultValue 0.01
   */
  readonly contrast?: number;
}

/** With the defaults filled in. */
export type PatchesParams = Filled<
  PatchesSpec,
  'size' | 'features' | 'cells' | 'padding' | 'flip' | 'power' | 'samples' | 'iterations' | 'whitening' | 'contrast'
>;

/** Distances to the centres that k-means finds. */
export interface KMeansSpec {
  readonly kind: 'k-means';
  /**
   * Centres; at most the rows. Whole, from 1 to 1000000.
   * @defaultValue 8
   */
  readonly nClusters?: number;
  /**
   * How a run begins: rows that lie far apart, by the greedy k-means++, or rows drawn at random.
   * @defaultValue "k-means++"
   */
  readonly init?: 'k-means++' | 'random';
  /**
   * Runs, of which the one of the lowest inertia is kept; `auto`: 1 of k-means++, 10 of random.
   * @defaultValue "auto"
   */
  readonly nInit?: 'auto' | number;
  /**
   * Rounds of a run. Whole, from 1 to 1000000.
   * @defaultValue 300
   */
  readonly maxIter?: number;
  /**
   * Ends a run where the centres' squared moves sum to less, times the columns' mean variance. From 0.
   * @defaultValue 0.0001
   */
  readonly tol?: number;
}

/** With the defaults filled in. */
export type KMeansParams = Filled<KMeansSpec, 'nClusters' | 'init' | 'nInit' | 'maxIter' | 'tol'>;

/** A preparation step, fitted on training rows alone. */
export type FeatureSpec = HogSpec | PatchesSpec | KMeansSpec;

/** With the defaults filled in. */
export type FeatureParams = HogParams | PatchesParams | KMeansParams;
