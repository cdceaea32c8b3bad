export { type ReportedAgainstOurs, type ReportedFigure, reportedAgainstOurs } from './audit/reported-against-ours.js';
export { type ClassifierComparison, compareFoldScores } from './comparison/compare-fold-scores.js';
export { correctedResampledT } from './comparison/compare-folds.js';
export { compareModels, type ModelComparison, type NamedPredictions } from './comparison/compare-models.js';
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
export { type ClassificationReport, classificationReport } from './metrics/classification-report.js';
export { cohenKappaScore } from './metrics/cohen-kappa.js';
export {
  type ConfusionMatrix,
  confusedPairs,
  confusionMatrix,
  mostConfused,
  normalizeConfusion,
} from './metrics/confusion-matrix.js';
export { type Evaluation, evaluatePredictions } from './metrics/evaluate-predictions.js';
export { logLoss } from './metrics/log-loss.js';
export { matthewsCorrcoef } from './metrics/matthews.js';
export type { Metric, Predictions } from './metrics/metric.js';
export { metric, metrics } from './metrics/metrics.js';
export { f1Score, precisionScore, recallScore } from './metrics/precision-recall-f1.js';
export { type RocCurve, rocAuc, rocCurves } from './metrics/roc.js';
export { topKAccuracy } from './metrics/top-k-accuracy.js';
export { labelNoiseCurve } from './robustness/label-noise.js';
export { corruptionErrors, type RobustnessTable, robustness } from './robustness/robustness.js';
export type { MetricName } from './specs.generated.js';
export { bootstrap, bootstrapMetric } from './uncertainty/bootstrap.js';
export { type CalibrationCurve, calibrationCurve } from './uncertainty/calibration.js';
export type { Interval, Proportion } from './uncertainty/interval.js';
export { type FoldSummary, summarizeFolds } from './uncertainty/summarize-folds.js';
export { applyTemperature, fitTemperature } from './uncertainty/temperature.js';
export { wilsonInterval } from './uncertainty/wilson-interval.js';
