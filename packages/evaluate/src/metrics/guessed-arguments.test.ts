import { type Labels, matrix } from '@selvedge/data';
import * as evaluate from '../index.js';

const [truth, predicted] = [Uint16Array.of(2, 0, 2, 2, 0, 5), Uint16Array.of(0, 0, 2, 2, 0, 2)];
const scores = matrix(Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.2, 0.8), 3, 2);
const made = { truth, predicted, classes: ['a', 'b', 'c', 'd', 'e', 'f'] };

test('without classes they are the labels that occur, ascending, as in scikit-learn', () => {
  const { counts, classes } = evaluate.confusionMatrix(truth, predicted);
  expect({ counts, classes }).toEqual({ counts: [[2, 0, 0], [1, 2, 0], [0, 1, 0]], classes: ['0', '2', '5'] }); // biome-ignore format: a table
  const { perClass, macro } = evaluate.classificationReport(truth, predicted);
  expect(perClass.map((scores) => scores.class)).toEqual(['0', '2', '5']);
  expect(macro.recall).toBeCloseTo((1 + 2 / 3) / 3, 12);
  expect(evaluate.confusedPairs(truth, predicted)[0]).toMatchObject({ trueClass: '2', predictedClass: '0' });
});

test('without names, columns of scores are numbered', () => {
  const { perClass } = evaluate.rocAuc(Uint16Array.of(0, 1, 1), scores);
  expect(perClass.map((scores) => scores.class)).toEqual(['0', '1']);
});

test.each([
  [() => evaluate.confusionMatrix(truth, predicted, { labels: [0, 1] } as never), 'write the names in the order'],
  [() => evaluate.accuracyScore(truth, predicted, { normalize: false } as never), 'accuracy(truth, predicted).count'],
  [() => evaluate.accuracyScore(truth, predicted, { sample_weight: [1] } as never), 'write sampleWeight'],
  [() => evaluate.f1Score(truth, predicted, { pos_label: 1 } as never), 'write { average: null }'],
  [() => evaluate.f1Score(truth, predicted, { zero_division: 1 } as never), 'write zeroDivision'],
  [() => evaluate.matthewsCorrcoef(truth, predicted, { weights: [1] } as never), 'write sampleWeight: [1, 2, 1]'],
  [() => evaluate.rocAuc(truth, scores, ['a', 'b'], { multi_class: 'ovo' } as never), 'got 6 labels for 3 rows'],
  [() => evaluate.calibrationCurve(Uint16Array.of(0, 1, 1), scores, { n_bins: 10 } as never), 'write bins: 15'],
  [() => evaluate.mcnemar(truth, predicted, truth, { exact: true } as never), "write variant: 'exact'"],
  [() => evaluate.wilsonInterval(1, 2, { alpha: 0.1 } as never), 'write level: 0.95'],
  [() => evaluate.bootstrapMetric('accuracy', made, { n_resamples: 500 } as never), 'write resamples: 1000'],
  [() => evaluate.bootstrap(2, () => 1, { confidence_level: 0.9 } as never), 'write level: 0.95'],
  [() => evaluate.pairedBootstrap('accuracy', [made], { random_state: 1 } as never), 'write seed: 0'],
  [() => evaluate.nearDuplicates(scores, scores, { tol: 1 } as never), "there is no field 'tol'"],
  [() => evaluate.f1Score(['a', 'b'] as unknown as Labels, predicted), 'encodeLabels(names).labels'],
  [() => evaluate.logLoss(['a', 'b'] as unknown as Labels, scores), 'encodeLabels(names).labels'],
  [() => evaluate.rocAuc(Uint16Array.of(0, 1), [0.1, 0.9] as never), 'await model.predictProba(features)'],
  [() => evaluate.accuracyScore(truth, undefined as never), 'got undefined for predicted labels'],
  [() => evaluate.accuracyScore(['a'] as never, undefined as never), 'got undefined for predicted labels'],
  [() => evaluate.accuracyScore(['a'] as never, ['a'] as never), "got 'a' for predicted labels"],
])('%s is answered with what to write', (call, answer) => {
  expect(call).toThrow(answer);
});
