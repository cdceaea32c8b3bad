import { augmentations } from '../augment/augmentations.js';

const IMAGE =
  "pictures get their size and colours where they are read: image: { size: 28, channels: 'grey' } (in a pipeline file under data)";
const LENGTH_ONE =
  "no transform gives rows the length 1; write { kind: 'standardize' } for columns, or the metric 'cosine' of { kind: 'knn' }";
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
  'feature-union': 'transforms follow one another: write a list of them',
  'batch-norm': "a layer of networks; write { kind: 'standardize' } for rows",
  'batch-normalization': "a layer of networks; write { kind: 'standardize' } for rows",
  lda: "a model: createClassifier({ kind: 'linear-discriminant-analysis' }), in a pipeline file under `model`",
  hog: FEATURES,
  patches: FEATURES,
  'k-means': FEATURES,
};
