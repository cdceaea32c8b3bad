// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
/**
 * A score of predictions as one number, by its name.
 *
 * - `accuracy`: Share of rows whose predicted label is the true one.
 * - `error-rate`: 1 less the accuracy.
 * - `balanced-accuracy`: Mean recall over the classes that have rows.
 * - `macro-precision`: Mean precision of the classes that occur in the truth or the predictions.
 * - `macro-recall`: Mean recall of the classes that occur; one that is predicted and has no rows counts 0.
 * - `macro-f1`: Mean F1 of the classes that occur: the harmonic mean of precision and recall of each.
 * - `weighted-f1`: Mean F1 of the classes, each weighted by its rows.
 * - `cohen-kappa`: Agreement beyond that of independent guesses with the same class frequencies.
 * - `matthews`: Matthews correlation coefficient, in its form for many classes.
 * - `log-loss`: Mean of -ln p(true class): the cross-entropy.
 * - `brier`: Mean squared distance between the probabilities and the true class; halved for two classes.
 * - `roc-auc`: Area under the ROC curve, each class against the rest: their mean.
 * - `roc-auc-ovo`: Area under the ROC curve, each class against each other: their mean.
 * - `average-precision`: Area under the curve of precision against recall, each class against the rest: their mean.
 */
export type MetricName =
  | 'accuracy'
  | 'error-rate'
  | 'balanced-accuracy'
  | 'macro-precision'
  | 'macro-recall'
  | 'macro-f1'
  | 'weighted-f1'
  | 'cohen-kappa'
  | 'matthews'
  | 'log-loss'
  | 'brier'
  | 'roc-auc'
  | 'roc-auc-ovo'
  | 'average-precision';
