import { augmentations } from '../augment/augmentations.js';

const IMAGE =
  "pictures get their size and colours where they are read: image: { size: 28, channels: 'grey' } (in a pipeline file under data)";
const LENGTH_ONE =
  "no transform gives rows the length 1; write { kind: 'standardize' } for columns, or the metric 'cosine' of { kind: 'knn' }";
const COLUMN_MATHS =
  "no transform computes logarithms or powers: compute the column before it is read, or bin it with { kind: 'quantile-bins' }";
const TEXT = 'rows here are numbers, images and categories: make numbers of texts before they are read';
const FEWER_COLUMNS = "write { kind: 'pca', components: 50 }, or { kind: 'select', columns: [...] } with the names";
const RARE = "rows stay as they are; for rare classes write classWeight: 'balanced' in the model";
const LIST = 'transforms follow one another: write a list of them';
const NONLINEAR =
  "no transform makes products of columns; trees find them by themselves: { kind: 'hist-gradient-boosting' }";
const FIGURE_ONLY = "it cannot be applied to new rows; write { kind: 'pca', components: 2 }";
const FEATURES = 'write createFeatures of @selvedge/classical; in a pipeline file it stands under `preprocess`';

/** What to write instead of transforms that people expect from scikit-learn and torchvision, and that are not here. */
export const EXPECTED_TRANSFORMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    augmentations.kinds.map((kind) => [
      kind,
      `an augmentation: createAugmenter([{ kind: '${kind}', ... }]), in a pipeline file under \`augment\``,
    ]),
  ),
  'target-encoder': "write { kind: 'one-hot', columns: [...] }, or { kind: 'ordinal', columns: [...] }",
  'label-binarizer': 'labels are no features: write oneHot(labels, classes)',
  normalizer: LENGTH_ONE,
  l2: LENGTH_ONE,
  'l2-normalize': LENGTH_ONE,
  'unit-norm': LENGTH_ONE,
  resize: IMAGE,
  resizing: IMAGE,
  'center-crop': IMAGE,
  'to-grayscale': IMAGE,
  greyscale: IMAGE,
  grayscale: IMAGE,
  'quantile-transformer': "write { kind: 'quantile-bins' }, or { kind: 'robust-scale' } against outliers",
  whiten: "write { kind: 'pca', components: 50, whiten: true }",
  whitening: "write { kind: 'pca', components: 50, whiten: true }",
  'drop-na': "rows stay; write { kind: 'impute' }, in a pipeline file with data: { missing: nan }",
  'feature-union': LIST,
  pipeline: LIST,
  'make-pipeline': LIST,
  log: COLUMN_MATHS,
  log1p: COLUMN_MATHS,
  sqrt: COLUMN_MATHS,
  'power-transformer': COLUMN_MATHS,
  'box-cox': COLUMN_MATHS,
  'yeo-johnson': COLUMN_MATHS,
  'function-transformer': COLUMN_MATHS,
  polynomial: NONLINEAR,
  'polynomial-features': NONLINEAR,
  'spline-transformer': NONLINEAR,
  tfidf: TEXT,
  'tfidf-vectorizer': TEXT,
  'count-vectorizer': TEXT,
  hashing: TEXT,
  'hashing-vectorizer': TEXT,
  embedding: TEXT,
  'select-k-best': FEWER_COLUMNS,
  'variance-threshold': FEWER_COLUMNS,
  'select-from-model': FEWER_COLUMNS,
  nmf: FEWER_COLUMNS,
  ica: FEWER_COLUMNS,
  'fast-ica': FEWER_COLUMNS,
  'factor-analysis': FEWER_COLUMNS,
  tsne: FIGURE_ONLY,
  't-sne': FIGURE_ONLY,
  umap: FIGURE_ONLY,
  isomap: FIGURE_ONLY,
  binarize: "write { kind: 'quantile-bins', bins: 2 }",
  binarizer: "write { kind: 'quantile-bins', bins: 2 }",
  clip: "write { kind: 'robust-scale' } against outliers",
  smote: RARE,
  oversample: RARE,
  undersample: RARE,
  'batch-norm': "a layer of networks; write { kind: 'standardize' } for rows",
  'batch-normalization': "a layer of networks; write { kind: 'standardize' } for rows",
  lda: "a model: createClassifier({ kind: 'linear-discriminant-analysis' }), in a pipeline file under `model`",
  hog: FEATURES,
  patches: FEATURES,
  'k-means': FEATURES,
};
