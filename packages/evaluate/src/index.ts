export { reportedAgainstOurs } from './audit/reported-against-ours.js';
export { compareFoldScores } from './comparison/compare-fold-scores.js';
export { correctedResampledT } from './comparison/compare-folds.js';
export { compareModels } from './comparison/compare-models.js';
export { friedman } from './comparison/friedman.js';
export { mcnemar } from './comparison/mcnemar.js';
export { pairedBootstrap } from './comparison/paired-bootstrap.js';
export { browseMisclassified } from './error-analysis/error-browser.js';
export { labelErrors } from './error-analysis/label-errors.js';
export { hardestExamples, worstMisclassified } from './error-analysis/misclassified.js';
export { nearDuplicates } from './error-analysis/near-duplicates.js';
export { accuracy, accuracyScore } from './metrics/accuracy.js';
export { averagePrecision, precisionRecallCurves } from './metrics/average-precision.js';
export { balancedAccuracyScore } from './metrics/balanced-accuracy.js';
export { brierScore } from './metrics/brier-score.js';
export { classificationReport } from './metrics/classification-report.js';
export { cohenKappaScore } from './metrics/cohen-kappa.js';
export {
  type ConfusionMatrix,
  confusedPairs,
  confusionMatrix,
  mostConfused,
  normalizeConfusion,
} from './metrics/confusion-matrix.js';
export { evaluatePredictions } from './metrics/evaluate-predictions.js';
export { logLoss } from './metrics/log-loss.js';
export { matthewsCorrcoef } from './metrics/matthews.js';
export type { Predictions } from './metrics/metric.js';
export { metric, metrics } from './metrics/metrics.js';
export { f1Score, precisionScore, recallScore } from './metrics/precision-recall-f1.js';
export { rocAuc, rocCurves } from './metrics/roc.js';
export { rocAucOneVsOne } from './metrics/roc-one-vs-one.js';
export { topKAccuracy } from './metrics/top-k-accuracy.js';
export { labelNoiseCurve } from './robustness/label-noise.js';
export { corruptionErrors, robustness } from './robustness/robustness.js';
export type { MetricName } from './specs.generated.js';
export { bootstrap, bootstrapMetric } from './uncertainty/bootstrap.js';
export { calibrationCurve } from './uncertainty/calibration.js';
export { summarizeFolds } from './uncertainty/summarize-folds.js';
export { applyTemperature, fitTemperature } from './uncertainty/temperature.js';
export { wilsonInterval } from './uncertainty/wilson-interval.js';
