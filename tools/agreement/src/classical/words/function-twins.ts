import type { Twin } from './twins.js';

const WEIGHTS_ALONE = { normalize: 'always; `accuracy(...).count` is the count' };
const LABELS = 'those that occur, as theirs; a figure of each by `average: null`';
const POSITIVE = 'class 1 where the average is `binary`';
const OF_PROBABILITIES = 'columns are the class numbers';
const PRECISION = { labels: LABELS, pos_label: POSITIVE, zeroDivision: '0, as `warn`, without a warning' };
const OURS = {
  level: 'ours: of the intervals',
  allowedDuplicateShare: 'ours: exact copies across folds are refused above it',
  stateLeak: 'ours: a classifier that carries state from fold to fold is refused',
  weighScores: 'ours; the default does as theirs without metadata routing',
  signal: 'ours: aborts',
};
const FOLDS = {
  ...OURS,
  folds: 'None there is 5; here they are shuffled by the seed',
  seed: '0: the same every time',
  parallel: '`auto`: as cores and memory allow, at most 4',
  sampleWeight: 'there in `params`, as is anything for `fit`',
  pre_dispatch: 'as many as run at the same time',
  error_score: 'an error ends the run',
};
const FOLDS_RENAMED = {
  folds: 'cv',
  seed: 'random_state',
  parallel: 'n_jobs',
  onProgress: 'verbose',
  sampleWeight: 'params',
};
const SEARCH = {
  ...FOLDS,
  metric: '`accuracy`, as the score of their classifiers',
  groups: 'there an argument of `fit`',
  refit: '`bestClassifier` is to be fitted on all rows',
  return_train_score: 'not there',
};
const { sampleWeight: _, ...searchRenamed } = FOLDS_RENAMED;
const SEARCH_RENAMED = { ...searchRenamed, metric: 'scoring' };

/** Functions beside those of scikit-learn; data arguments and `fit` of models are not parameters. */
export const FUNCTION_TWINS: readonly Twin[] = [
  { kind: 'accuracyScore', theirs: 'accuracy_score', why: WEIGHTS_ALONE },
  { kind: 'balancedAccuracyScore', theirs: 'balanced_accuracy_score', why: { adjusted: 'not there' } },
  { kind: 'precisionScore', theirs: 'precision_score', why: PRECISION },
  { kind: 'recallScore', theirs: 'recall_score', why: PRECISION },
  { kind: 'f1Score', theirs: 'f1_score', why: PRECISION },
  {
    kind: 'cohenKappaScore',
    theirs: 'cohen_kappa_score',
    why: { labels: LABELS, weights: 'not there', replace_undefined_by: 'NaN' },
  },
  { kind: 'matthewsCorrcoef', theirs: 'matthews_corrcoef' },
  {
    kind: 'logLoss',
    theirs: 'log_loss',
    why: { normalize: 'always', labels: OF_PROBABILITIES, y_pred: 'deprecated there' },
  },
  {
    kind: 'brierScore',
    theirs: 'brier_score_loss',
    why: { scaleByHalf: 'two classes alone, as `auto`', labels: OF_PROBABILITIES, pos_label: OF_PROBABILITIES },
  },
  {
    kind: 'rocAuc',
    theirs: 'roc_auc_score',
    why: {
      average: '`macro` beside a figure of each class',
      max_fpr: 'not there',
      multi_class: '`ovr`; of two classes the figure of class 1 is theirs',
      labels: OF_PROBABILITIES,
    },
  },
  {
    kind: 'rocAucOneVsOne',
    theirs: 'roc_auc_score',
    why: {
      sample_weight: 'refused, as there',
      max_fpr: 'refused there for many classes',
      multi_class: '`ovo`',
      labels: OF_PROBABILITIES,
    },
  },
  {
    kind: 'averagePrecision',
    theirs: 'average_precision_score',
    why: { average: '`macro` beside a figure of each class', pos_label: 'a figure of each class' },
  },
  {
    kind: 'topKAccuracy',
    theirs: 'top_k_accuracy_score',
    why: {
      ...OURS,
      k: 'must be given',
      normalize: 'always; its `count` is the count',
      sample_weight: 'not there',
      labels: OF_PROBABILITIES,
    },
  },
  {
    kind: 'classificationReport',
    theirs: 'classification_report',
    why: {
      zeroDivision: '0, as `warn`; the report names such classes',
      averageOver: 'ours: classes that occur, as theirs, or all that are declared',
      labels: 'those that occur, or of the names',
      target_names: 'the third argument',
      sample_weight: 'not there',
      digits: 'of the text alone',
      output_dict: 'always an object',
    },
  },
  {
    kind: 'calibrationCurve',
    theirs: 'calibration_curve',
    renamed: { bins: 'n_bins', class: 'pos_label' },
    why: {
      bins: '15, as Guo et al.',
      class: 'without it the confidence in the predicted class',
    },
  },
  {
    kind: 'permutationImportance',
    theirs: 'permutation_importance',
    renamed: { metric: 'scoring', repeats: 'n_repeats', seed: 'random_state', threads: 'n_jobs' },
    why: {
      metric: '`accuracy`, as the score of their classifiers',
      repeats: '5, as there',
      seed: '0: the same every time',
      groups: 'ours: columns that are shuffled together',
      signal: 'ours: aborts',
      onProgress: 'ours',
      threads: 'of the predictions',
      max_samples: 'always all rows',
    },
  },
  {
    kind: 'trainTestSplit',
    theirs: 'train_test_split',
    renamed: { seed: 'random_state' },
    why: { stratify: 'true reads the labels of the rows; false is their None', seed: '0: the same every time' },
  },
  {
    kind: 'crossValidate',
    theirs: 'cross_validate',
    renamed: { ...FOLDS_RENAMED, metrics: 'scoring', trainScores: 'return_train_score' },
    why: {
      ...FOLDS,
      metrics: '`[accuracy]`, as the score of their classifiers',
      trainScores: 'false, as there',
      return_estimator: 'not there',
      return_indices: 'not there: `folds` can be given',
    },
  },
  {
    kind: 'outOfFoldPredictions',
    theirs: 'cross_val_predict',
    renamed: FOLDS_RENAMED,
    why: { ...FOLDS, method: 'labels and probabilities' },
  },
  {
    kind: 'gridSearch',
    theirs: 'GridSearchCV',
    renamed: { ...SEARCH_RENAMED, over: 'param_grid' },
    why: { ...SEARCH, over: 'must be given' },
  },
  {
    kind: 'randomSearch',
    theirs: 'RandomizedSearchCV',
    renamed: { ...SEARCH_RENAMED, over: 'param_distributions', samples: 'n_iter' },
    why: { ...SEARCH, over: 'lists, or `uniform`, `logUniform` and `integer` ranges', samples: '10, as there' },
  },
  {
    kind: 'halvingSearch',
    theirs: 'HalvingRandomSearchCV',
    renamed: {
      ...SEARCH_RENAMED,
      over: 'param_distributions',
      samples: 'n_candidates',
      from: 'min_resources',
      to: 'max_resources',
    },
    why: {
      ...SEARCH,
      over: 'lists, or `uniform`, `logUniform` and `integer` ranges',
      samples: '10, there as many as the resource allows',
      resource: 'a parameter, must be given; there the rows by default',
      from: 'must be given',
      to: 'must be given',
      factor: '3, as there',
      aggressive_elimination: 'not there',
    },
  },
  {
    kind: 'learningCurve',
    theirs: 'learning_curve',
    renamed: { ...FOLDS_RENAMED, metric: 'scoring', sizes: 'train_sizes' },
    why: {
      ...FOLDS,
      metric: '`accuracy`, as the score of their classifiers',
      sizes: '.05, .1, .2, .5 and 1',
      shuffle: 'always',
      exploit_incremental_learning: 'not there',
      return_times: 'not there',
    },
  },
  {
    kind: 'validationCurve',
    theirs: 'validation_curve',
    renamed: { ...FOLDS_RENAMED, metric: 'scoring', parameter: 'param_name', values: 'param_range' },
    why: {
      ...FOLDS,
      metric: '`accuracy`, as the score of their classifiers',
      parameter: 'must be given',
      values: 'must be given',
    },
  },
  {
    kind: 'fit of k-means',
    theirs: 'KMeans.fit',
    why: {
      seed: '`random_state` of their constructor',
      init: '`init` of their constructor: centres',
      signal: 'ours: aborts',
      onProgress: 'ours',
    },
  },
  {
    kind: 'fit of a classifier',
    theirs: 'DecisionTreeClassifier.fit',
    why: {
      seed: '`random_state` of their constructor',
      threads: '`n_jobs` of their constructor',
      validation: 'ours: rows for early stopping and thresholds',
      signal: 'ours: aborts',
      onProgress: 'ours',
      check_input: 'always',
    },
  },
];
