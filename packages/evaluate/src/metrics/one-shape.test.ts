import { accuracy, accuracyScore } from './accuracy.js';
import { balancedAccuracyScore } from './balanced-accuracy.js';
import { cohenKappaScore } from './cohen-kappa.js';
import { matthewsCorrcoef } from './matthews.js';
import { f1Score } from './precision-recall-f1.js';

// scikit-learn 1.9: accuracy_score, balanced_accuracy_score, cohen_kappa_score, matthews_corrcoef, f1_score(macro)
const truth = Uint16Array.of(0, 2, 2, 5, 5, 5, 0, 2);
const predicted = Uint16Array.of(0, 2, 5, 5, 5, 0, 0, 7);

const REFERENCE = {
  balanced: 0.6666666666666666,
  kappa: 0.4782608695652174,
  matthews: 0.511766315719159,
  f1: 0.4916666666666667,
};

test('metrics of labels take truth and prediction, whatever the labels are', () => {
  expect(accuracyScore(truth, predicted)).toBe(0.625);
  expect(accuracyScore(truth, predicted)).toBe(accuracy(truth, predicted).value);
  expect(balancedAccuracyScore(truth, predicted)).toBeCloseTo(REFERENCE.balanced, 12);
  expect(cohenKappaScore(truth, predicted)).toBeCloseTo(REFERENCE.kappa, 12);
  expect(matthewsCorrcoef(truth, predicted)).toBeCloseTo(REFERENCE.matthews, 12);
  expect(f1Score(truth, predicted, { average: 'macro' })).toBeCloseTo(REFERENCE.f1, 12);
});
