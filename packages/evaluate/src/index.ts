export { type ReportedAgainstOurs, type ReportedFigure, reportedAgainstOurs } from './audit/reported-against-ours.js';
export { type ClassifierComparison, compareFoldScores } from './comparison/compare-fold-scores.js';
export { correctedResampledT } from './comparison/compare-folds.js';
export {
  type CompareOptions,
  compareModels,
  type ModelComparison,
  type NamedPredictions,
} from './comparison/compare-models.js';
export { type McNemarTest, mcnemar } from './comparison/mcnemar.js';
export { type PairedBootstrap, pairedBootstrap } from './comparison/paired-bootstrap.js';
export { type BrowsedMisclassified, browseMisclassified } from './error-analysis/error-browser.js';
export { type LabelErrors, labelErrors } from './error-analysis/label-errors.js';
export { hardestExamples, type ScoredRow, worstMisclassified } from './error-analysis/misclassified.js';
export { type NearDuplicates, nearDuplicates } from './error-analysis/near-duplicates.js';
export { accuracy, accuracyScore } from './metrics/accuracy.js';
export { averagePrecision, type PrecisionRecallCurve, precisionRecallCurves } from './metrics/average-precision.js';
export { balancedAccuracyScore } from './metrics/balanced-accuracy.js';
export { brierScore } from './metrics/brier-score.js';
export { type ClassificationReport, classificationReport } from './metrics/classification-report.js';
export { cohenKappaScore } from './metrics/cohen-kappa.js';
export {
  type ConfusionMatrix,
  confusionMatrix,
  mostConfused,
  type NormalizedConfusionMatrix,
  normalizeConfusion,
} from './metrics/confusion-matrix.js';
export { type Evaluation, evaluatePredictions } from './metrics/evaluate-predictions.js';
export { logLoss } from './metrics/log-loss.js';
export { matthewsCorrcoef } from './metrics/matthews.js';
export type { Metric, MetricDefinition, Predictions } from './metrics/metric.js';
export { metric, metrics } from './metrics/metrics.js';
export { type AverageOptions, f1Score, precisionScore, recallScore } from './metrics/precision-recall-f1.js';
export { type RocCurve, rocAuc, rocCurves } from './metrics/roc.js';
export { topKAccuracy } from './metrics/top-k-accuracy.js';
export { type LabelNoiseCurve, labelNoiseCurve } from './robustness/label-noise.js';
export { corruptionErrors, type RobustnessTable, robustness } from './robustness/robustness.js';
export type { MetricName } from './specs.generated.js';
export { type BootstrapEstimate, bootstrap, bootstrapMetric } from './uncertainty/bootstrap.js';
export { type CalibrationCurve, calibrationCurve } from './uncertainty/calibration.js';
export type { Estimate, Interval, Proportion } from './uncertainty/interval.js';
export { type FoldSummary, summarizeFolds } from './uncertainty/summarize-folds.js';
export { applyTemperature, fitTemperature, type TemperatureFit } from './uncertainty/temperature.js';
export { type LevelOptions, wilsonInterval } from './uncertainty/wilson-interval.js';
