import { createClassifier, KMeans } from '@selvedge/classical';
import { type LabelledRows, matrix } from '@selvedge/data';
import { messageOf } from '@selvedge/data/checks';
import * as evaluate from '@selvedge/evaluate';
import { trainTestSplit } from '@selvedge/preprocess';
import * as resample from '@selvedge/resample';

/** What no function has: each answers with the options that it has. */
const NONE = { noSuchOption: 0 } as never;

const truth = Uint16Array.of(0, 1, 0, 1);
const scores = matrix(Float64Array.of(1, 0, 0, 1, 1, 0, 0, 1), 4, 2);
const rows: LabelledRows = { features: matrix(Float64Array.of(1, 2, 3, 4), 4, 1), labels: truth, classes: ['a', 'b'] };
const model = createClassifier({ kind: 'dummy' });

/** Functions with options, that is: with parameters that no registry lists. */
const CALLS: Readonly<Record<string, () => unknown>> = {
  accuracyScore: () => evaluate.accuracyScore(truth, truth, NONE),
  balancedAccuracyScore: () => evaluate.balancedAccuracyScore(truth, truth, NONE),
  precisionScore: () => evaluate.precisionScore(truth, truth, NONE),
  recallScore: () => evaluate.recallScore(truth, truth, NONE),
  f1Score: () => evaluate.f1Score(truth, truth, NONE),
  cohenKappaScore: () => evaluate.cohenKappaScore(truth, truth, NONE),
  matthewsCorrcoef: () => evaluate.matthewsCorrcoef(truth, truth, NONE),
  logLoss: () => evaluate.logLoss(truth, scores, NONE),
  brierScore: () => evaluate.brierScore(truth, scores, NONE),
  rocAuc: () => evaluate.rocAuc(truth, scores, undefined, NONE),
  rocAucOneVsOne: () => evaluate.rocAucOneVsOne(truth, scores, NONE),
  averagePrecision: () => evaluate.averagePrecision(truth, scores, undefined, NONE),
  topKAccuracy: () => evaluate.topKAccuracy(truth, scores, 1, NONE),
  classificationReport: () => evaluate.classificationReport(truth, truth, undefined, NONE),
  calibrationCurve: () => evaluate.calibrationCurve(truth, scores, NONE),
  permutationImportance: async () => evaluate.permutationImportance(await model.fit(rows), rows, NONE),
  trainTestSplit: () => trainTestSplit(rows, NONE),
  crossValidate: () => resample.crossValidate(model, rows, NONE),
  outOfFoldPredictions: () => resample.outOfFoldPredictions(model, rows, NONE),
  gridSearch: () => resample.gridSearch(model, rows, NONE),
  randomSearch: () => resample.randomSearch(model, rows, NONE),
  halvingSearch: () => resample.halvingSearch(model, rows, NONE),
  learningCurve: () => resample.learningCurve(model, rows, NONE),
  validationCurve: () => resample.validationCurve(model, rows, NONE),
  'fit of k-means': () => new KMeans({ nClusters: 2 }).fit(rows.features, NONE),
  'fit of a classifier': () => model.fit(rows, NONE),
};

/**
 * The options of every function, as it lists them itself.
 *
 * @throws Error for a function that takes any option
 */
export async function optionsOfCalls(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const [name, call] of Object.entries(CALLS)) {
    const answer = await (async () => call())().then(() => 'no refusal', messageOf);
    const list = /there (?:are|is only) ([\w, ]+)\.$/.exec(answer)?.[1];
    if (list === undefined) throw new Error(`${name} does not list its options: ${answer}`);
    found.set(name, list.split(', '));
  }
  return found;
}
