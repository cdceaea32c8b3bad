const NETWORK =
  "it is a network; in code write new NeuralClassifier({ network: { zoo: 'mlp', hidden: [128] } }) of @selvedge/neural, in a pipeline file { kind: neural, network: { zoo: mlp, hidden: [128] } }";
const LINEAR = "write { kind: 'linear-svm' } for hinge loss or { kind: 'logistic-regression' } for log loss";
const CLASSES = 'models here predict classes, not numbers';
const BOOSTING = "write { kind: 'hist-gradient-boosting' }, which boosts trees";
const KERNEL = "no model here has a kernel; write { kind: 'linear-svm' }, which is LinearSVC, or { kind: 'knn' }";
const BAYES = "write { kind: 'gaussian-naive-bayes' }, whose features are normal";

/** What to write instead of models that people expect from scikit-learn and Keras, and that are not here. */
export const EXPECTED_KINDS: Readonly<Record<string, string>> = {
  svc: KERNEL,
  'nu-svc': KERNEL,
  'kernel-svm': KERNEL,
  rbf: KERNEL,
  'gaussian-process-classifier': KERNEL,
  'mlp-classifier': NETWORK,
  mlp: NETWORK,
  cnn: NETWORK,
  convnet: NETWORK,
  lenet: NETWORK,
  resnet: NETWORK,
  sequential: NETWORK,
  neural: NETWORK,
  'neural-network': NETWORK,
  network: NETWORK,
  keras: NETWORK,
  'sgd-classifier': LINEAR,
  sgd: LINEAR,
  'ridge-classifier': LINEAR,
  perceptron: LINEAR,
  'passive-aggressive-classifier': LINEAR,
  'ada-boost-classifier': BOOSTING,
  'ada-boost': BOOSTING,
  'cat-boost-classifier': BOOSTING,
  'cat-boost': BOOSTING,
  'bagging-classifier': "write { kind: 'random-forest' }, which bags trees, or { kind: 'voting', members }",
  bagging: "write { kind: 'random-forest' }, which bags trees, or { kind: 'voting', members }",
  'multinomial-nb': BAYES,
  'bernoulli-nb': BAYES,
  'complement-nb': BAYES,
  'categorical-nb': BAYES,
  'radius-neighbors-classifier': "write { kind: 'knn' }",
  'logistic-regression-cv': "write { kind: 'logistic-regression' } and search over C",
  'linear-regression': `${CLASSES}; write { kind: 'logistic-regression' }`,
  ridge: `${CLASSES}; write { kind: 'logistic-regression' }`,
  lasso: `${CLASSES}; write { kind: 'logistic-regression', penalty: 'l1', solver: 'coordinate-descent' }`,
  svr: `${CLASSES}; write { kind: 'linear-svm' }`,
  'k-neighbors-regressor': `${CLASSES}; write { kind: 'knn' }`,
  'decision-tree-regressor': `${CLASSES}; write { kind: 'decision-tree' }`,
  'random-forest-regressor': `${CLASSES}; write { kind: 'random-forest' }`,
  'gradient-boosting-regressor': `${CLASSES}; write { kind: 'hist-gradient-boosting' }`,
  pca: "a transform: createTransform({ kind: 'pca' }), in a pipeline file under `preprocess`",
  pipeline: 'write withTransforms(transforms, classifier), in a pipeline file `preprocess` beside `model`',
};
