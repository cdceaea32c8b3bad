import { summarizeFolds } from '@selvedge/evaluate';
import { accuracyOverFolds } from './summary.js';

test('accuracy over folds is its mean and the deviation between folds', () => {
  const accuracy = summarizeFolds([0.8, 0.9, 1], 0.5);
  const crossValidation = { folds: 3, stratified: true, metrics: { accuracy } };
  expect(accuracyOverFolds({ crossValidation })).toBe('90.00 % ± 10.00');
  expect(accuracyOverFolds({ crossValidation: { ...crossValidation, carryWeights: true } })).toBe('-');
  expect(accuracyOverFolds({})).toBe('-');
});
