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
  [`${KNN}\naugment: [{ kind: RandomFlip }]`, "write 'flip'"],
])('%s is answered with what to write', async (text, answer) => {
  expect((await problemsOf(`version: 1\ndata: fashion-mnist\n${text}\n`)).join('\n')).toContain(answer);
});
