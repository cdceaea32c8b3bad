import type { Twin } from './twins.js';

/** Transforms and features of images. */
export const TRANSFORM_TWINS: readonly Twin[] = [
  {
    kind: 'standardize',
    theirs: 'StandardScaler',
    why: {
      per: 'ours: `feature` is theirs',
      floor: 'ours: 0 is theirs',
      with_mean: 'always',
      with_std: 'always',
    },
  },
  {
    kind: 'min-max',
    theirs: 'MinMaxScaler',
    why: { per: 'ours: `feature` is theirs', feature_range: '0 to 1', clip: 'not clipped' },
  },
  {
    kind: 'pca',
    theirs: 'PCA',
    renamed: { components: 'n_components' },
    why: {
      components: 'must be given',
      svd_solver: 'chosen by the size of the rows',
      tol: 'of arpack alone',
      iterated_power: 'of randomized alone',
      n_oversamples: 'of randomized alone',
      power_iteration_normalizer: 'of randomized alone',
    },
  },
  {
    kind: 'robust-scale',
    theirs: 'RobustScaler',
    renamed: { quantiles: 'quantile_range' },
    why: {
      per: 'ours: `feature` is theirs',
      quantiles: 'shares, there percent',
      with_centering: 'always',
      with_scaling: 'always',
      unit_variance: 'not there',
    },
  },
  {
    kind: 'impute',
    theirs: 'SimpleImputer',
    renamed: { value: 'fill_value', indicator: 'add_indicator' },
    why: {
      value: 'of the strategy `constant`',
      missing_values: 'NaN',
      keep_empty_features: 'a column without a number is refused, except by `constant`',
    },
  },
  {
    kind: 'quantile-bins',
    theirs: 'KBinsDiscretizer',
    renamed: { bins: 'n_bins' },
    why: {
      strategy: 'quantile',
      encode: 'ordinal; `one-hot` after it is theirs',
      quantile_method: 'averaged_inverted_cdf',
      dtype: 'float32',
      subsample: 'always all rows',
    },
  },
  {
    kind: 'ordinal',
    theirs: 'OrdinalEncoder',
    renamed: { unknown: 'handle_unknown' },
    why: {
      unknown: '`error`, or `missing`, there `use_encoded_value`',
      unknown_value: 'NaN',
      categories: 'auto',
      dtype: 'float32',
      encoded_missing_value: 'NaN stays NaN',
      max_categories: 'not there',
      min_frequency: 'not there',
    },
  },
  {
    kind: 'one-hot',
    theirs: 'OneHotEncoder',
    renamed: { unknown: 'handle_unknown' },
    why: {
      categories: 'auto; a missing value is 0 in every column, there a category of its own',
      drop: 'none is left out',
      sparse_output: 'never',
      dtype: 'float32',
      max_categories: 'not there',
      min_frequency: 'not there',
      feature_name_combiner: '`column=number`',
    },
  },
  {
    kind: 'columns',
    theirs: 'ColumnTransformer',
    why: {
      transformers: 'specifications without names',
      remainder: '`drop` there: a column that is forgotten is kept here',
      sparse_threshold: 'never sparse',
      transformer_weights: 'not there',
      verbose_feature_names_out: 'names are kept',
    },
  },
  {
    kind: 'hog',
    theirs: 'skimage.feature.hog',
    renamed: { cell: 'pixels_per_cell', block: 'cells_per_block' },
    why: {
      cell: 'squares',
      block: 'squares; 2 as in the paper',
      signed: 'ours: false is theirs',
      block_norm: 'L2-Hys',
      visualize: 'not there',
      transform_sqrt: 'not there',
      feature_vector: 'always',
      channel_axis: 'the last of the shape of a row',
    },
  },
];

/** Kinds that scikit-learn has no class for, and what they are. */
export const ALONE: Readonly<Record<string, string>> = {
  patches: 'features by k-means of patches of images (Coates and Ng)',
  scale: 'a `FunctionTransformer` that multiplies',
  flatten: 'images to rows',
  reshape: 'rows to images',
  select: 'columns by name, or all but some',
  last: 'the latest rows, as one `TimeSeriesSplit`',
  first: 'the first rows',
  fraction: '`StratifiedShuffleSplit`, or `ShuffleSplit` where `stratify` is false, drawn once; also `trainTestSplit`',
  'per-class': 'so many rows of each class',
  ranges: '`PredefinedSplit`',
  rows: '`PredefinedSplit`',
  grouped: '`GroupShuffleSplit`, drawn once: shares are of rows, there of groups',
};
