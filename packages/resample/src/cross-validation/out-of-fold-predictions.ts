import type { Classifier, LabelledRows } from '@selvedge/data';
import type { Predictions } from '@selvedge/evaluate';
import { checkJudgedOnce } from '../audit/check-folds.js';
import { checkCall } from '../fitting/check-call.js';
import { executePlan } from '../fitting/execute-plan.js';
import type { MakeClassifier } from '../fitting/make-classifier.js';
import { checkResampleOptions, type ResampleOptions } from '../fitting/resample-options.js';
import { planFolds } from '../plans/plan-cross-validation.js';
import { sourceOf } from '../plans/source-of.js';

/**
 * Predicts every row by the model that was not fitted on it: what confident learning and stacking need
 * (scikit-learn's `cross_val_predict`).
 *
 * @param options - folds must test each row exactly once
 * @throws SelvedgeError `invalid-argument` for folds that test a row never or twice; as `crossValidate`
 */
export async function outOfFoldPredictions(
  classifier: Classifier | MakeClassifier,
  rows: LabelledRows,
  options: ResampleOptions = {},
): Promise<Predictions> {
  checkCall('outOfFoldPredictions', [classifier], rows, options);
  checkResampleOptions('outOfFoldPredictions', options);
  const plan = planFolds(sourceOf(rows, options), options);
  checkJudgedOnce(plan.folds, rows.labels.length);
  const { fits } = await executePlan(classifier, rows, plan, options);
  const columns = rows.classes.length;
  const values = new Float32Array(rows.labels.length * columns);
  const predicted = new Uint16Array(rows.labels.length);
  plan.folds.forEach(({ test }, at) => {
    const { probabilities, predicted: labels } = fits[at].test;
    test.forEach((row, position) => {
      predicted[row] = labels[position];
      const source = probabilities?.values.subarray(position * columns, (position + 1) * columns);
      if (source) values.set(source, row * columns);
    });
  });
  const probabilities = { values, rows: rows.labels.length, columns };
  return { truth: rows.labels, predicted, probabilities, classes: rows.classes };
}
