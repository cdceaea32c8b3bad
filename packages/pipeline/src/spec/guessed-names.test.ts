import { useSpecFolder } from '../../test/spec-folder.js';

const { problemsOf } = useSpecFolder();

const KNN = 'model: { kind: knn }';
const NET = 'model: { kind: neural, network: { zoo: lenet } }';

test.each([
  ['model: { kind: SVC }', 'no model here has a kernel'],
  ['model: { kind: RandomForestClassifier }', "write 'random-forest'"],
  ['model: { type: knn }', "write 'kind' instead of 'type'"],
  ['model: knn', "write { kind: 'knn' }"],
  ['model: { kind: neural, network: lenet }', 'write { zoo: lenet }'],
  ['model: { kind: neural, network: { zoo: lenet }, epochs: 3 }', 'write train: { epochs } beside model'],
  [`${NET}\nepochs: 3`, 'write train: { epochs: 10 }'],
  [`${NET}\ntrain: { early_stopping: true }`, "write 'earlyStopping'"],
  [`${NET}\ntrain: { earlyStopping: true }`, 'write { patience: 5 }'],
  [`${NET}\ntrain: { metrics: [accuracy] }`, 'always measured'],
  [`${NET}\ntraining: { epochs: 3 }`, "write 'train'"],
  [`${KNN}\nrandom_state: 0`, "write 'seed'"],
  [`${KNN}\nmetrics: [accuracy]`, 'write evaluate: { metrics: [accuracy, macro-f1] }'],
  [`${KNN}\nevaluate: { metrics: [f1_macro] }`, "write 'macro-f1'"],
  [`${KNN}\ntransforms: [{ kind: pca }]`, "write 'preprocess'"],
  [`${KNN}\nsplit: { kind: train_test_split }`, 'write { kind: fraction, validation: 0.2 }'],
  [`${KNN}\nsplit: { kind: fraction, validation: 0.2, test_size: 0.1 }`, "write 'test'"],
  ['model: { kind: cnn }', '{ kind: neural, network: { zoo: convnet, filters: [32, 64] } }'],
  [`${KNN}\npreprocess: [{ kind: robust }]`, "write 'robust-scale'"],
  [`${KNN}\npreprocess: [robust]`, "write { kind: 'robust-scale' }"],
  [`${KNN}\npreprocess: [{ kind: normalise }]`, "write 'standardize'"],
  [`${KNN}\npreprocess: [{ kind: one_hot }]`, "write 'one-hot'"],
  [`${KNN}\npreprocess: [{ kind: rotate }]`, 'under `augment`'],
  [`${KNN}\nsplit: k-fold`, 'write evaluate: { crossValidation: { folds: 5 } }'],
  [`${KNN}\nevaluate: { metrics: [top-5] }`, 'topKAccuracy(truth, probabilities, 5)'],
  [`${NET}\naugment: [{ kind: normalize }]`, 'under `preprocess`'],
  [`${NET}\ntrain: { optimizer: momentum }`, "write { kind: 'sgd', momentum: 0.9 }"],
  [`${NET}\ntrain: { schedule: { kind: warmup } }`, 'write warmupEpochs: 5'],
  ['model: { kind: neural, network: { zoo: ResNet } }', "write 'resnet9'"],
  ['model: { kind: neural, network: { zoo: cnn } }', "write 'convnet'"],
  ['model: { kind: neural, network: { layers: [{ kind: softmax }] } }', "activation: 'softmax' }"],
  [`${KNN}\naugment: [{ kind: RandomFlip }]`, "write 'flip'"],
])('%s is answered with what to write', async (text, answer) => {
  expect((await problemsOf(`version: 1\ndata: fashion-mnist\n${text}\n`)).join('\n')).toContain(answer);
});
