/** Which class or function of scikit-learn a kind or function is, and where words or values differ. */
export interface Twin {
  /** A kind of the registries, or a function. */
  readonly kind: string;
  readonly theirs: string;
  /** Our parameter and theirs, where it is not ours in snake case. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Why a default or a value differs, or why only one of the two has a parameter; by our name or theirs. */
  readonly why?: Readonly<Record<string, string>>;
}

/** Parameters of scikit-learn that are options of `fit`, of the machine, or of the caller here, for every class. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  random_state: '`fit(rows, { seed })`, default 0: the same every time',
  n_jobs: '`fit(rows, { threads })`',
  verbose: '`fit(rows, { onProgress })`',
  warm_start: 'not there; logistic regression has `fit(rows, { warmStart: model })`',
  monotonic_cst: 'not there',
  copy: 'rows are never changed',
  copy_x: 'rows are never changed',
};

const ENGINE = 'ours: the packages of ml.js behind the same interface';
const CLASS_WEIGHT = '`none` is their None; numbers in the order of the classes, too';
const TREES = {
  criterion: 'no `log_loss`, which is `entropy`',
  maxFeatures: "`'all'` is their None; a whole number is a count, a share is below 1",
  classWeight: CLASS_WEIGHT,
  min_weight_fraction_leaf: 'not there',
  max_leaf_nodes: 'not there: trees grow depth first',
  engine: ENGINE,
};

/** Classifiers and k-means. */
export const CLASSIFIER_TWINS: readonly Twin[] = [
  {
    kind: 'knn',
    theirs: 'KNeighborsClassifier',
    renamed: { k: 'n_neighbors' },
    why: {
      metric: '`euclidean` is their minkowski with p = 2; no callables',
      gamma: 'ours, with the weights `gaussian`',
      engine: ENGINE,
      algorithm: 'always by blocked products',
      leaf_size: 'no trees',
      metric_params: 'no such metrics',
      p: 'two metrics have names: euclidean and manhattan',
    },
  },
  {
    kind: 'logistic-regression',
    theirs: 'LogisticRegression',
    why: {
      penalty: 'theirs is deprecated: `l1_ratio` 0, 1 or between, and C infinite for none',
      l1Ratio: 'null unless the penalty is `elasticnet`, so that a ratio of 0 is not an elastic net by mistake',
      solver: '`coordinate-descent` in place of liblinear and newton-*; `saga` has no L1 here',
      classWeight: CLASS_WEIGHT,
      engine: ENGINE,
      dual: 'of liblinear alone',
      intercept_scaling: 'of liblinear alone',
    },
  },
  { kind: 'decision-tree', theirs: 'DecisionTreeClassifier', why: { ...TREES, smoothing: 'ours: 0 changes nothing' } },
  {
    kind: 'random-forest',
    theirs: 'RandomForestClassifier',
    why: { ...TREES, ccp_alpha: 'not there: trees of a forest are not pruned' },
  },
  {
    kind: 'extra-trees',
    theirs: 'ExtraTreesClassifier',
    why: { ...TREES, ccp_alpha: 'not there: trees of a forest are not pruned' },
  },
  {
    kind: 'hist-gradient-boosting',
    theirs: 'HistGradientBoostingClassifier',
    why: {
      minChildWeight: "XGBoost's rule for leaves, in place of `min_samples_leaf`",
      min_samples_leaf: 'leaves are bounded by `minChildWeight`',
      l2Regularization: "LightGBM's and XGBoost's default shrinks small leaves",
      minSplitGain: 'ours: 0 changes nothing',
      subsample: 'ours: 1 changes nothing',
      colsampleByTree: 'of the tree; theirs is of each node',
      max_features: 'of each node; `colsampleByTree` is of the tree',
      nIterNoChange: 'null: no early stopping unless asked for',
      early_stopping: '`nIterNoChange` turns it on',
      classWeight: CLASS_WEIGHT,
      loss: 'log loss',
      max_bins: 'always 256',
      tol: 'stops at the first round that is not better',
      scoring: 'log loss',
      categorical_features: 'encode categories first',
      interaction_cst: 'not there',
    },
  },
  {
    kind: 'nearest-centroid',
    theirs: 'NearestCentroid',
    why: {
      temperature: 'ours, of the probabilities, which are a softmax of squared distances',
      metric: 'euclidean',
      shrink_threshold: 'not there',
      priors: 'uniform',
    },
  },
  { kind: 'gaussian-naive-bayes', theirs: 'GaussianNB', why: { priors: 'shares of the rows, or of their weight' } },
  {
    kind: 'linear-svm',
    theirs: 'LinearSVC',
    why: {
      loss: 'one case of words in files: `squared-hinge`',
      classWeight: CLASS_WEIGHT,
      penalty: 'l2',
      dual: 'follows from `loss` and the size of the rows',
      multi_class: 'one class against the rest',
    },
  },
  {
    kind: 'linear-discriminant-analysis',
    theirs: 'LinearDiscriminantAnalysis',
    why: {
      n_components: 'a classifier, not a projection',
      store_covariance: 'not kept',
      covariance_estimator: 'not there',
    },
  },
  {
    kind: 'quadratic-discriminant-analysis',
    theirs: 'QuadraticDiscriminantAnalysis',
    why: {
      solver: 'svd',
      shrinkage: '`regParam`',
      store_covariance: 'not kept',
      covariance_estimator: 'not there',
    },
  },
  {
    kind: 'dummy',
    theirs: 'DummyClassifier',
    why: { strategy: '`prior` there; both predict the most frequent class', constant: 'not there' },
  },
  {
    kind: 'voting',
    theirs: 'VotingClassifier',
    renamed: { members: 'estimators' },
    why: { members: 'specifications without names', flatten_transform: 'a classifier, not a projection' },
  },
  {
    kind: 'stacking',
    theirs: 'StackingClassifier',
    renamed: { members: 'estimators', folds: 'cv' },
    why: {
      members: 'specifications without names',
      folds: 'None there is 5, stratified; here they are shuffled by the seed',
      finalEstimator: 'None there is logistic regression, too',
      stack_method: 'predict_proba',
    },
  },
  {
    kind: 'tuned-threshold',
    theirs: 'TunedThresholdClassifierCV',
    renamed: { member: 'estimator', by: 'scoring', folds: 'cv' },
    why: {
      member: 'a specification, of a classical model',
      by: 'F1 of the positive class; also cost and a wanted precision',
      folds: 'None there is 5; validation rows given to `fit` go before folds',
      positive: 'theirs is `pos_label` of the scorer',
      falsePositiveCost: 'of cost',
      falseNegativeCost: 'of cost',
      precision: 'of precision',
      response_method: 'probabilities',
      thresholds: 'every one between two probabilities, not 100 of a grid',
      refit: 'always',
      store_cv_results: 'not kept',
    },
  },
  {
    kind: 'k-means',
    theirs: 'KMeans',
    why: { init: 'centres are given as `fit(rows, { init })`', algorithm: 'lloyd' },
  },
];
