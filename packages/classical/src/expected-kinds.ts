/** @param code - the architecture in code; in a pipeline file it needs no quotes */
const network = (code: string): string =>
  `it is a network; in code write new NeuralClassifier({ network: ${code} }) of @selvedge/neural, in a pipeline file { kind: neural, network: ${code.replaceAll("'", '')} }`;
const NETWORK = network("{ zoo: 'mlp', hidden: [128] }");
const CONVNET = network("{ zoo: 'convnet', filters: [32, 64] }");
const LENET = network("{ zoo: 'lenet' }");
const RESNET = network("{ zoo: 'resnet9' }");
const GOOGLENET = network("{ zoo: 'googlenet' }");
const LINEAR = "write { kind: 'linear-svm' } for hinge loss or { kind: 'logistic-regression' } for log loss";
const CLASSES = 'models here predict classes, not numbers';
const BOOSTING = "write { kind: 'hist-gradient-boosting' }, which boosts trees";
const SEQUENCES =
  "networks here are for images and feature rows; write { kind: 'neural', network: { zoo: 'convnet', filters: [32, 64] } } in a pipeline file";
const CLUSTERS =
  "it finds clusters, not classes: in code new KMeans({ nClusters: 10 }), in a pipeline file the step { kind: 'k-means' } under `preprocess`";
const KERNEL = "no model here has a kernel; write { kind: 'linear-svm' }, which is LinearSVC, or { kind: 'knn' }";
const ONE_VS_REST = "every model here takes any number of classes; write { kind: 'linear-svm' }, which is one-vs-rest";
const CALIBRATED = 'in code fitTemperature and applyTemperature of @selvedge/evaluate';
const BAYES = "write { kind: 'gaussian-naive-bayes' }, whose features are normal";

/** What to write instead of models that people expect from scikit-learn and Keras, and that are not here. */
export const EXPECTED_KINDS: Readonly<Record<string, string>> = {
  svc: KERNEL,
  'nu-svc': KERNEL,
  'kernel-svm': KERNEL,
  rbf: KERNEL,
  'rbf-svm': KERNEL,
  'svm-rbf': KERNEL,
  'gaussian-process': KERNEL,
  'gaussian-process-classifier': KERNEL,
  kmeans: CLUSTERS,
  dbscan: CLUSTERS,
  'isolation-forest': "it finds outliers, not classes; label some rows and write { kind: 'random-forest' }",
  'mlp-classifier': NETWORK,
  mlp: NETWORK,
  nn: NETWORK,
  ann: NETWORK,
  dnn: NETWORK,
  cnn: CONVNET,
  convnet: CONVNET,
  vgg: CONVNET,
  vgg16: CONVNET,
  alexnet: CONVNET,
  lenet: LENET,
  lenet5: LENET,
  resnet: RESNET,
  resnet9: RESNET,
  resnet18: RESNET,
  resnet50: RESNET,
  densenet: RESNET,
  mobilenet: RESNET,
  'efficient-net': RESNET,
  googlenet: GOOGLENET,
  inception: GOOGLENET,
  transformer: SEQUENCES,
  vit: SEQUENCES,
  bert: SEQUENCES,
  rnn: SEQUENCES,
  lstm: SEQUENCES,
  gru: SEQUENCES,
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
  'radius-neighbors': "write { kind: 'knn' }",
  'one-vs-rest': ONE_VS_REST,
  'one-vs-rest-classifier': ONE_VS_REST,
  'one-vs-one': ONE_VS_REST,
  'one-vs-one-classifier': ONE_VS_REST,
  calibrated: CALIBRATED,
  'calibrated-classifier': CALIBRATED,
  'calibrated-classifier-cv': CALIBRATED,
  'logistic-regression-cv': "write { kind: 'logistic-regression' } and search over C",
  linear: LINEAR,
  'linear-regression': `${CLASSES}; write { kind: 'logistic-regression' }`,
  ridge: `${CLASSES}; write { kind: 'logistic-regression' }`,
  lasso: `${CLASSES}; write { kind: 'logistic-regression', penalty: 'l1', solver: 'coordinate-descent' }`,
  svr: `${CLASSES}; write { kind: 'linear-svm' }`,
  'k-neighbors-regressor': `${CLASSES}; write { kind: 'knn' }`,
  'decision-tree-regressor': `${CLASSES}; write { kind: 'decision-tree' }`,
  'random-forest-regressor': `${CLASSES}; write { kind: 'random-forest' }`,
  'gradient-boosting-regressor': `${CLASSES}; write { kind: 'hist-gradient-boosting' }`,
  pca: "a transform: createTransform({ kind: 'pca', components: 50 }), in a pipeline file under `preprocess`",
  pipeline: 'write withTransforms(transforms, classifier), in a pipeline file `preprocess` beside `model`',
};
