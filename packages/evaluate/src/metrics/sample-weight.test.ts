import { matrix } from '@selvedge/data';
import {
  accuracyScore,
  compareModels,
  evaluatePredictions,
  f1Score,
  logLoss,
  metric,
  metrics,
  pairedBootstrap,
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

  test('have their functions', () => {
    const { truth, predicted, probabilities, sampleWeight } = weighted;
    expect(accuracyScore(truth, predicted, { sampleWeight })).toBeCloseTo(reference.scores.accuracy, 12);
    const f1 = f1Score(truth, predicted, { average: 'macro', sampleWeight });
    expect(f1).toBeCloseTo(reference.scores['macro-f1'], 12);
    expect(logLoss(truth, probabilities, { sampleWeight })).toBeCloseTo(reference.scores['log-loss'], 12);
    expect(() => accuracyScore(truth, predicted, { sampleWeight: [1] })).toThrow('has 1 numbers for 40 rows');
  });

  test('are refused where rows count alike', () => {
    const named = { ...weighted, name: 'model' };
    expect(() => evaluatePredictions(weighted)).toThrow('evaluatePredictions: it has no sampleWeight');
    expect(() => compareModels([named, { ...named, name: 'other' }])).toThrow('it has no sampleWeight');
    expect(() => pairedBootstrap('accuracy', [weighted])).toThrow('it has no sampleWeight');
    expect(() => metric('roc-auc-ovo').of(weighted)).toThrow('roc-auc-ovo: it has no sampleWeight');
  });
});
