import type { Classifier } from '../classifier.js';
import { type Check, type CheckReport, runChecks } from './check.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { formChecks } from './classifier-form.js';
import { interfaceChecks } from './classifier-interface.js';
import { isolationChecks } from './classifier-isolation.js';
import { learningChecks } from './classifier-learning.js';
import { magnitudeChecks } from './classifier-magnitudes.js';
import { optionChecks } from './classifier-options.js';
import { persistenceChecks } from './classifier-persistence.js';
import { refusalChecks } from './classifier-refusals.js';
import { weightChecks } from './classifier-weights.js';

/**
 * Every rule that a classifier must keep, for a test framework of your choice:
 * `for (const { name, run } of classifierChecks(make)) test(name, run)`.
 *
 * @param make - a new classifier with small settings; called several times per check
 */
export function classifierChecks(make: () => Classifier, options: ClassifierCheckOptions = {}): Check[] {
  const groups = [
    interfaceChecks,
    learningChecks,
    isolationChecks,
    refusalChecks,
    magnitudeChecks,
    optionChecks,
    weightChecks,
    persistenceChecks,
    formChecks,
  ];
  // Each run has sample rows of its own: a model that writes to them must not spoil what the next check compares with.
  return groups.flatMap((group) =>
    group(make, options).map(({ name }, at) => ({ name, run: () => group(make, options)[at].run() })),
  );
}

/**
 * Holds a classifier against its contract, in the spirit of scikit-learn's `check_estimator`. Needs no test framework.
 *
 * @throws CheckFailure that lists every broken rule
 */
export function checkClassifier(make: () => Classifier, options: ClassifierCheckOptions = {}): Promise<CheckReport> {
  return runChecks(`checkClassifier(${make().kind})`, classifierChecks(make, options), options.skip);
}
