import * as classical from '@selvedge/classical';
import * as data from '@selvedge/data';
import * as evaluate from '@selvedge/evaluate';
import * as preprocess from '@selvedge/preprocess';
import * as resample from '@selvedge/resample';
import { planLearningCurve } from '@selvedge/resample/plans';

const UNKNOWN = 'unreadOption';

/** Types refuse these calls, which people write in JavaScript. */
const wrong = (more: object = {}): never => ({ ...more, [UNKNOWN]: 1 }) as never;

const COUNT = 40;
const rng = data.createRng(0);
const features = data.matrix(
  Float64Array.from({ length: 2 * COUNT }, () => rng.normal()),
  COUNT,
  2,
);
const truth = Uint16Array.from({ length: COUNT }, (_, row) => row % 2);
const classes = ['a', 'b'];
const rows = { features, labels: truth, classes };
const shaped = { features, shape: [2] };
const image = { features: data.matrix(new Uint8Array(4), 1, 4), shape: [2, 2, 1] };
const scores = data.matrix(new Float64Array(2 * COUNT).fill(0.5), COUNT, 2);
const predictions = { truth, predicted: truth, probabilities: scores, classes };
const nb = new classical.GaussianNaiveBayes();
const knn = new classical.Knn();
const named = classes.map((name) => ({ name, classifier: nb, ...predictions }));
const over = { k: [1, 3] };
const all = data.rowRange(0, COUNT);
const ours = { value: 0.9, interval: { low: 0.8, high: 1, level: 0.95, method: 'wilson' }, rows: 10, split: 'test' };
const reported = { source: 'paper', metric: 'accuracy', value: 0.9, rows: 10, split: 'test' } as const;
const folded = { name: 'a', scores: [1, 2] };

/** A call of each function with an option, or a field, that it does not have. */
const CALLS: Readonly<Record<string, () => unknown>> = {
  accuracy: () => evaluate.accuracy(truth, truth, wrong()),
  accuracyScore: () => evaluate.accuracyScore(truth, truth, wrong()),
  averagePrecision: () => evaluate.averagePrecision(truth, scores, classes, wrong()),
  balancedAccuracyScore: () => evaluate.balancedAccuracyScore(truth, truth, wrong()),
  bootstrap: () => evaluate.bootstrap(COUNT, () => 1, wrong()),
  bootstrapMetric: () => evaluate.bootstrapMetric('accuracy', predictions, wrong()),
  brierScore: () => evaluate.brierScore(truth, scores, wrong()),
  browseMisclassified: () => evaluate.browseMisclassified(predictions, features, rows, wrong()),
  calibrationCurve: () => evaluate.calibrationCurve(truth, scores, wrong()),
  classificationReport: () => evaluate.classificationReport(truth, truth, classes, wrong()),
  cohenKappaScore: () => evaluate.cohenKappaScore(truth, truth, wrong()),
  compareFoldScores: () => evaluate.compareFoldScores(folded, folded, wrong({ testToTrain: 1 })),
  compareModels: () => evaluate.compareModels(named, wrong()),
  confusedPairs: () => evaluate.confusedPairs(truth, truth, classes, wrong()),
  confusionMatrix: () => evaluate.confusionMatrix(truth, truth, classes, wrong()),
  correctedResampledT: () => evaluate.correctedResampledT([1, 2], 1, wrong()),
  corruptionErrors: () => evaluate.corruptionErrors(wrong(), 'a'),
  evaluatePredictions: () => evaluate.evaluatePredictions(predictions, wrong()),
  f1Score: () => evaluate.f1Score(truth, truth, wrong()),
  fitTemperature: () => evaluate.fitTemperature(truth, scores, wrong()),
  friedman: () => evaluate.friedman({ a: [1, 2], b: [2, 1] }, wrong()),
  hardestExamples: () => evaluate.hardestExamples(predictions, wrong()),
  labelErrors: () => evaluate.labelErrors(predictions, wrong()),
  labelNoiseCurve: () => evaluate.labelNoiseCurve(nb, rows, rows, wrong()),
  logLoss: () => evaluate.logLoss(truth, scores, wrong()),
  matthewsCorrcoef: () => evaluate.matthewsCorrcoef(truth, truth, wrong()),
  mcnemar: () => evaluate.mcnemar(truth, truth, truth, wrong()),
  metric: () => evaluate.metric(wrong()),
  mostConfused: () => evaluate.mostConfused(evaluate.confusionMatrix(truth, truth), wrong()),
  nearDuplicates: () => evaluate.nearDuplicates(features, features, wrong()),
  normalizeConfusion: () => evaluate.normalizeConfusion(evaluate.confusionMatrix(truth, truth), wrong()),
  pairedBootstrap: () => evaluate.pairedBootstrap('accuracy', [predictions, predictions], wrong()),
  permutationImportance: async () => evaluate.permutationImportance(await nb.fit(rows), rows, wrong()),
  precisionRecallCurves: () => evaluate.precisionRecallCurves(truth, scores, classes, wrong()),
  precisionScore: () => evaluate.precisionScore(truth, truth, wrong()),
  recallScore: () => evaluate.recallScore(truth, truth, wrong()),
  reportedAgainstOurs: () => evaluate.reportedAgainstOurs('row', reported, ours as never, wrong()),
  robustness: () => evaluate.robustness({}, shaped, truth, wrong()),
  rocAuc: () => evaluate.rocAuc(truth, scores, classes, wrong()),
  rocAucOneVsOne: () => evaluate.rocAucOneVsOne(truth, scores, wrong()),
  rocCurves: () => evaluate.rocCurves(truth, scores, classes, wrong()),
  summarizeFolds: () => evaluate.summarizeFolds([1, 2], 1, wrong()),
  topKAccuracy: () => evaluate.topKAccuracy(truth, scores, 1, wrong()),
  wilsonInterval: () => evaluate.wilsonInterval(1, 2, wrong()),
  worstMisclassified: () => evaluate.worstMisclassified(predictions, wrong()),

  addLabelNoise: () => preprocess.addLabelNoise(truth, 2, { kind: 'uniform', fraction: 0.5 }, wrong()),
  applyTransforms: () => preprocess.applyTransforms([], shaped, wrong()),
  corrupt: () => preprocess.corrupt(image, wrong({ kind: 'blur', severity: 1, seed: 0 })),
  createAugmenter: () => preprocess.createAugmenter([], wrong()),
  createTransform: () => preprocess.createTransform(wrong({ kind: 'standardize' })),
  decodeLabels: () => preprocess.decodeLabels(truth, wrong()),
  encodeLabels: () => preprocess.encodeLabels(classes, wrong({ classes })),
  fitTransforms: () => preprocess.fitTransforms([], shaped, wrong()),
  oneHot: () => preprocess.oneHot(truth, 2, wrong()),
  split: () => preprocess.split({ kind: 'fraction', validation: 0.1 }, rows, wrong({ seed: 0 })),
  trainTestSplit: () => preprocess.trainTestSplit(rows, wrong()),
  valueRange: () => preprocess.valueRange(wrong()),
  withTransforms: () => preprocess.withTransforms([], knn, wrong()),

  ashaSearch: () => resample.ashaSearch(knn, rows, wrong({ over })),
  checkDuplicates: () => resample.checkDuplicates([], features, wrong()),
  compareClassifiers: () => resample.compareClassifiers(named[0], named[1], rows, wrong()),
  crossValidate: () => resample.crossValidate(knn, rows, wrong()),
  gridSearch: () => resample.gridSearch(knn, rows, wrong({ over })),
  halvingSearch: () => resample.halvingSearch(knn, rows, wrong({ over })),
  learningCurve: () => resample.learningCurve(knn, rows, wrong()),
  nestedCrossValidate: () => resample.nestedCrossValidate(named, rows, wrong()),
  outOfFoldPredictions: () => resample.outOfFoldPredictions(knn, rows, wrong()),
  planCrossValidation: () => resample.planCrossValidation({ labels: truth }, wrong()),
  planLearningCurve: () => planLearningCurve({ labels: truth }, wrong()),
  probeStateLeak: () => resample.probeStateLeak(() => knn, rows, all, wrong({ seed: 0 })),
  randomSearch: () => resample.randomSearch(knn, rows, wrong({ over })),
  TestSetGuard: () => new resample.TestSetGuard('test', rows, wrong()),
  tpeSearch: () => resample.tpeSearch(knn, rows, wrong({ over })),
  validationCurve: () => resample.validationCurve(knn, rows, wrong({ parameter: 'k', values: [1, 3] })),

  chooseThreshold: () => classical.chooseThreshold([1, 0], [1, 0], wrong({ by: 'f1' })),
  createClassifier: () => classical.createClassifier(wrong({ kind: 'knn' })),
  createFeatures: () => classical.createFeatures(wrong({ kind: 'hog' })),
  'fit of a model': () => nb.fit(rows, wrong()),
  'predict of a model': async () => (await nb.fit(rows)).predict(features, wrong()),
  'score of a model': async () => (await nb.fit(rows)).score(rows, wrong()),
  'fit of k-means': () => new classical.KMeans().fit(features, wrong()),
  'fit of a transform': () => preprocess.createTransform({ kind: 'standardize' }).fit(shaped, wrong()),
  ...Object.fromEntries(
    classical.classifiers.kinds.map((kind) => [kind, () => classical.createClassifier(wrong({ kind }))]),
  ),

  countByClass: () => data.countByClass(truth, wrong()),
  createRng: () => data.createRng(0, wrong()),
  matrix: () => data.matrix(new Float32Array(4), 2, 2, wrong()),
  rowRange: () => data.rowRange(0, wrong()),
  shareOfEqual: () => data.shareOfEqual(truth, truth, wrong()),
  stratifiedPartition: () => data.stratifiedPartition(truth, 2, wrong()),
};

/** Exports whose arguments are all data, or what `save` made. */
const WITHOUT_OPTIONS: readonly string[] = [
  'applyTemperature',
  'checkFittedOn',
  'checkFolds',
  'countCopies',
  'duplicateGroups',
  'TestSetRecord',
  'loadTransform',
];

test.each(Object.keys(CALLS))('%s refuses an option that it does not have, by name', async (name) => {
  const refused = await Promise.resolve()
    .then(CALLS[name])
    .then(
      () => 'nothing',
      (error: unknown) => error,
    );
  expect(refused).toMatchObject({ name: 'SelvedgeError', code: 'invalid-argument' });
  expect((refused as Error).message).toContain(UNKNOWN);
});

test('every function that may have options is tried', () => {
  const functions = [evaluate, preprocess, resample].flatMap((entry) =>
    Object.entries(entry).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
  );
  expect(functions.filter((name) => !(name in CALLS) && !WITHOUT_OPTIONS.includes(name))).toEqual([]);
});
