import { matrix } from '@selvedge/data';
import {
  accuracyScore,
  compareModels,
  confusionMatrix,
  evaluatePredictions,
  f1Score,
  logLoss,
  metric,
  metrics,
  pairedBootstrap,
  precisionRecallCurves,
  rocCurves,
} from '../index.js';
import reference from './sample-weight.reference.json' with { type: 'json' };

const rows = reference.truth.length;
const predictions = {
  truth: Uint16Array.from(reference.truth),
  predicted: Uint16Array.from(reference.predicted),
  probabilities: matrix(Float64Array.from(reference.probabilities.flat()), rows, 3),
  classes: ['a', 'b', 'c'],
};
const weighted = { ...predictions, sampleWeight: reference.weights };

describe('metrics with sampleWeight', () => {
  test.each(Object.entries(reference.scores))('%s is that of scikit-learn', (name, expected) => {
    expect(metrics.definitionOf(name as 'accuracy').of(weighted)).toBeCloseTo(expected, 12);
  });

  test('are those without where all weights are equal', () => {
    for (const name of metrics.names.filter((each) => each !== 'roc-auc-ovo')) {
      const alike = { ...predictions, sampleWeight: new Array(rows).fill(0.25) };
      expect(metric(name).of(alike)).toBeCloseTo(metric(name).of(predictions), 12);
    }
  });

  test.each([1e-301, 1e-160, 1e160, 1e300])('do not depend on the unit of the weights: times %f', (unit) => {
    for (const name of metrics.names.filter((each) => each !== 'roc-auc-ovo')) {
      const scaled = { ...predictions, sampleWeight: reference.weights.map((weight) => weight * unit) };
      expect(metric(name).of(scaled)).toBeCloseTo(metric(name).of(weighted), 12);
    }
  });

  test('have their functions', () => {
    const { truth, predicted, probabilities, sampleWeight } = weighted;
    expect(accuracyScore(truth, predicted, { sampleWeight })).toBeCloseTo(reference.scores.accuracy, 12);
    const f1 = f1Score(truth, predicted, { average: 'macro', sampleWeight });
    expect(f1).toBeCloseTo(reference.scores['macro-f1'], 12);
    expect(logLoss(truth, probabilities, { sampleWeight })).toBeCloseTo(reference.scores['log-loss'], 12);
    expect(() => accuracyScore(truth, predicted, { sampleWeight: [1] })).toThrow('has 1 numbers for 40 rows');
  });

  test('weigh tables and curves as scikit-learn does', () => {
    const truth = Uint16Array.of(0, 0, 1, 1, 1, 0);
    const scores = Float64Array.of(0.2, 0.7, 0.6, 0.4, 0.7, 0.1);
    const columns = matrix(
      Float64Array.from({ length: 12 }, (_, at) => scores[at >> 1]),
      6,
      2,
    );
    const options = { sampleWeight: [1, 2, 0.5, 0, 3, 0.25] };
    const { counts, total } = confusionMatrix(truth, Uint16Array.of(0, 1, 1, 0, 1, 0), undefined, options);
    expect({ counts, total }).toEqual({
      counts: [
        [1.25, 2],
        [0, 3.5],
      ],
      total: 6.75,
    });
    const [, { points: roc }] = rocCurves(truth, columns, undefined, options);
    const rates = roc.flatMap(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate]);
    expect(rates).toEqual([0, 0, 8 / 13, 6 / 7, 8 / 13, 1, 12 / 13, 1, 1, 1]);
    const [, { points: curve }] = precisionRecallCurves(truth, columns, undefined, options);
    expect(curve.map(({ precision }) => precision)).toEqual([3 / 5, 3.5 / 5.5, 3.5 / 6.5, 3.5 / 6.75]);
    expect(curve.map(({ recall }) => recall)).toEqual([6 / 7, 1, 1, 1]);
  });

  test('are refused where rows count alike', () => {
    const named = { ...weighted, name: 'model' };
    expect(() => evaluatePredictions(weighted)).toThrow('evaluatePredictions: it has no sampleWeight');
    expect(() => compareModels([named, { ...named, name: 'other' }])).toThrow('it has no sampleWeight');
    expect(() => pairedBootstrap('accuracy', [weighted])).toThrow('it has no sampleWeight');
    expect(() => metric('roc-auc-ovo').of(weighted)).toThrow('roc-auc-ovo: it has no sampleWeight');
  });
});
