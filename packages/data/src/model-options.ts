import { checkLabelled } from './check-rows.js';
import type { FitOptions, PredictOptions, ScoreOptions } from './classifier.js';
import { SelvedgeError, throwIfAborted } from './errors.js';
import { refuseLabelsApart } from './labels-apart.js';
import { type FieldGuesses, onlyFields, shown } from './only-fields.js';
import { onlyFunctions } from './only-values.js';

const PREDICT: readonly (keyof PredictOptions)[] = ['signal', 'onProgress', 'threads'];
const SCORE: readonly (keyof ScoreOptions)[] = [...PREDICT, 'sampleWeight'];
const FIT: readonly (keyof FitOptions)[] = ['seed', ...SCORE, 'validation'];

/** The words of scikit-learn, Keras and TensorFlow.js for calls of a model. */
const GUESSES: FieldGuesses = {
  randomState: 'seed: 0',
  randomSeed: 'seed: 0',
  nJobs: 'threads: 4',
  numThreads: 'threads: 4',
  workers: 'threads: 4',
  weights: 'sampleWeight: [1, 2, 1]',
  sampleWeights: 'sampleWeight: [1, 2, 1]',
  abortSignal: 'signal: controller.signal',
  verbose: 'onProgress: ({ step, done, total }) => console.log(step, done, total)',
};

const IN_FIT: FieldGuesses = {
  ...GUESSES,
  validationData: 'validation: { features, labels, classes }',
  evalSet: 'validation: { features, labels, classes }',
  xVal: 'validation: { features, labels, classes }',
  validationSplit: 'validation: test, with const { train, test } = trainTestSplit(rows) of @selvedge/preprocess',
  testSize: 'validation: test, with const { train, test } = trainTestSplit(rows) of @selvedge/preprocess',
  ...inTheModel('epochs', 'new NeuralClassifier({ network, train: { epochs: 10 } })'),
  ...inTheModel('batchSize', 'new NeuralClassifier({ network, train: { batchSize: 32 } })'),
  ...inTheModel('learningRate', 'new NeuralClassifier({ network, train: { learningRate: 0.001 } })'),
  ...inTheModel('optimizer', "new NeuralClassifier({ network, train: { optimizer: { kind: 'adam' } } })"),
  ...inTheModel('loss', "new NeuralClassifier({ network, train: { loss: 'cross-entropy' } })"),
  ...inTheModel('callbacks', 'new NeuralClassifier(options, { callbacks: [callback] })'),
  ...inTheModel('earlyStopping', 'new NeuralClassifier({ network, train: { earlyStopping: { patience: 3 } } })'),
  ...inTheModel('classWeight', "new RandomForest({ classWeight: 'balanced' })"),
};

/** Parameters that other libraries have in `fit` and this one in the constructor, as scikit-learn has its own. */
function inTheModel(name: string, line: string): FieldGuesses {
  return { [name]: `it where the model is made, as in ${line}` };
}

/**
 * What every `fit` does first: refuses options that mean nothing, which would silently change nothing.
 *
 * @param what - named first in the error's text
 * @param train - what was given as rows, for the line to write where labels come apart from them
 * @param more - options of this model besides those of all
 * @throws SelvedgeError `invalid-argument` with the right word; `aborted`
 */
export function checkFitOptions(what: string, train: unknown, options: FitOptions, more: readonly string[] = []): void {
  refuseLabelsApart(what, (rows) => `fit(${rows})`, train, options);
  onlyFields(`${what}: fit(rows, options)`, options, [...FIT, ...more], IN_FIT);
  checkSeed(what, options);
  checkCallback(what, options);
  if (options.validation !== undefined) checkLabelled(`${what}: validation`, options.validation);
  throwIfAborted(options.signal, what);
}

/** What the fit of every transform does first. @throws SelvedgeError as `checkFitOptions` */
export function checkTransformOptions(what: string, options: FitOptions): void {
  onlyFields(`${what}: fit(rows, options)`, options, FIT, IN_FIT);
  checkSeed(what, options);
  checkCallback(what, options);
  throwIfAborted(options.signal, what);
}

/** What every prediction does first. @throws SelvedgeError as `checkFitOptions` */
export function checkPredictOptions(what: string, options: PredictOptions): void {
  onlyFields(`${what}: predict(features, options)`, options, PREDICT, {
    ...GUESSES,
    batchSize: 'nothing: batches are chosen by the size of the rows',
  });
  checkCallback(what, options);
  throwIfAborted(options.signal, what);
}

/** What every score does first. @throws SelvedgeError as `checkFitOptions` */
export function checkScoreOptions(what: string, rows: unknown, options: ScoreOptions): void {
  refuseLabelsApart(what, (line) => `score(${line})`, rows, options);
  checkLabelled(what, rows);
  onlyFields(`${what}: score(rows, options)`, options, SCORE, GUESSES);
  checkCallback(what, options);
  throwIfAborted(options.signal, what);
}

const checkCallback = (what: string, options: PredictOptions): void => onlyFunctions(what, options, ['onProgress']);

function checkSeed(what: string, { seed }: FitOptions): void {
  if (seed !== undefined && !Number.isFinite(seed)) throw badSeed(what, seed);
}

const badSeed = (what: string, seed: unknown): SelvedgeError =>
  new SelvedgeError('invalid-argument', `${what}: seed is ${shown(seed)}; need a finite number, for instance 0.`);
