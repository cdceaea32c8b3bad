import type { FitOptions, PredictOptions, ScoreOptions } from './classifier.js';
import { checkFitOptions, checkPredictOptions, checkScoreOptions } from './model-options.js';

const X = { values: new Float32Array(4), rows: 2, columns: 2 };
const rows = { features: X, labels: Uint16Array.of(0, 1), classes: ['a', 'b'] };
const fit = (options: unknown, train: unknown = rows) => checkFitOptions('knn', train, options as FitOptions);

test.each([
  [{ random_state: 0 }, "there is no field 'random_state'; write seed: 0;"],
  [{ randomState: 0 }, 'write seed: 0'],
  [{ sample_weight: [1] }, 'write sampleWeight;'],
  [{ n_jobs: -1 }, 'write threads: 4'],
  [{ validation_data: rows }, 'write validation: { features, labels, classes }'],
  [{ validationSplit: 0.1 }, 'trainTestSplit(rows)'],
  [{ epochs: 3 }, 'write it where the model is made, as in new NeuralClassifier({ network, train: { epochs: 10 } })'],
  [{ verbose: 1 }, 'write onProgress'],
  [{ sede: 1 }, "did you mean 'seed'?"],
  [{ seed: Number.NaN }, 'seed is NaN; need a finite number'],
  [{ onProgress: true }, 'onProgress is true; need a function'],
  [{ validation: 0.1 }, 'validation'],
  [7, 'got 7; need an object'],
])('fit(rows, %j) is answered with what to write', (options, answer) => {
  expect(() => fit(options)).toThrow(answer);
});

test.each([
  [[[1, 2], [3, 4]], [0, 1], 'fit({ features: matrix(Float32Array.from(X.flat()), 2, 2), labels, classes })'], // biome-ignore format: a table
  [X, Uint16Array.of(0, 1), 'fit({ features: X, labels, classes })'],
  [X, ['cat', 'dog'], 'encodeLabels(y)'],
])('fit(X, y) is answered with the line that makes rows', (train, labels, answer) => {
  expect(() => fit(labels, train)).toThrow(answer);
});

test('options of predictions and scores are answered, too', () => {
  expect(() => checkPredictOptions('knn', { n_jobs: 2 } as PredictOptions)).toThrow('write threads: 4');
  expect(() => checkScoreOptions('knn', rows, { sample_weight: [1, 1] } as ScoreOptions)).toThrow('write sampleWeight');
  expect(() => checkScoreOptions('knn', X, Uint16Array.of(0, 1) as ScoreOptions)).toThrow('score({ features: X,');
  expect(() => checkScoreOptions('knn', X, {})).toThrow('the rows have no features');
});

test('what has a meaning passes', () => {
  fit({ seed: 1, threads: 2, sampleWeight: [1, 1], validation: rows, signal: new AbortController().signal });
  checkPredictOptions('knn', { threads: 1 });
  checkScoreOptions('knn', rows, { sampleWeight: [1, 1] });
});
