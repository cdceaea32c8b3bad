export {
  type OurFigure,
  type ReportedAgainstOurs,
  type ReportedFigure,
  reportedAgainstOurs,
  type SplitName,
} from './audit/reported-against-ours.js';
export {
  type ClassifierComparison,
  type CompareFoldScoresOptions,
  compareFoldScores,
  type ScoresOverFolds,
} from './comparison/compare-fold-scores.js';
export { correctedResampledT, type FoldComparison, fiveByTwo } from './comparison/compare-folds.js';
export {
  type CompareOptions,
  compareModels,
  type ModelComparison,
  type NamedPredictions,
  type PairComparison,
  type RankedModel,
} from './comparison/compare-models.js';
export { holm } from './comparison/holm.js';
export { type McNemarOptions, type McNemarTest, mcnemar } from './comparison/mcnemar.js';
export {
  type BootstrapDifference,
  bootstrapDifference,
  type PairedBootstrap,
  pairedBootstrap,
} from './comparison/paired-bootstrap.js';
export { type BrowsedMistake, browseMistakes } from './error-analysis/error-browser.js';
export { type LabelErrors, type LabelIssue, labelErrors } from './error-analysis/label-errors.js';
export { hardestExamples, type ScoredRow, worstMistakes } from './error-analysis/mistakes.js';
export {
  type NearDuplicate,
  type NearDuplicateOptions,
  type NearDuplicates,
  nearDuplicates,
} from './error-analysis/near-duplicates.js';
export { type NearRow, nearestRows } from './error-analysis/nearest-rows.js';
export { accuracy } from './metrics/accuracy.js';
export { averagePrecision, type PrecisionRecallCurve, precisionRecallCurves } from './metrics/average-precision.js';
export { balancedAccuracy } from './metrics/balanced-accuracy.js';
export { type BrierOptions, brierScore } from './metrics/brier-score.js';
export {
  type ClassificationReport,
  type ClassScores,
  classificationReport,
  type PrecisionRecallF1,
  reportOfConfusion,
  type ZeroDivisionOptions,
} from './metrics/classification-report.js';
export { cohenKappa } from './metrics/cohen-kappa.js';
export {
  type ConfusedPair,
  type ConfusionMatrix,
  confusionMatrix,
  mostConfused,
  type Normalization,
  type NormalizedConfusionMatrix,
  normalizeConfusion,
} from './metrics/confusion-matrix.js';
export { type Evaluation, evaluatePredictions, type ProbabilisticScores } from './metrics/evaluate-predictions.js';
export { logLoss } from './metrics/log-loss.js';
export { matthewsCorrelation } from './metrics/matthews.js';
export {
  METRIC_NAMES,
  type Metric,
  type MetricName,
  metric,
  type Predictions,
  selectPredictions,
} from './metrics/metric.js';
export { type OneVsRest, type RocCurve, type RocPoint, rocAuc, rocCurves } from './metrics/roc.js';
export { topKAccuracy } from './metrics/top-k-accuracy.js';
export {
  type AddNoise,
  type LabelNoiseCurve,
  type LabelNoiseOptions,
  type LabelNoisePoint,
  labelNoiseCurve,
} from './robustness/label-noise.js';
export {
  type Corrupt,
  type CorruptionChoice,
  type CorruptionError,
  corruptionErrors,
  type RobustnessCell,
  type RobustnessOptions,
  type RobustnessTable,
  robustness,
} from './robustness/robustness.js';
export { type BootstrapEstimate, type BootstrapOptions, bootstrap, bootstrapMetric } from './uncertainty/bootstrap.js';
export {
  type CalibrationBin,
  type CalibrationCurve,
  type CalibrationOptions,
  calibrationCurve,
} from './uncertainty/calibration.js';
export type { Estimate, Interval, Proportion } from './uncertainty/interval.js';
export { type FoldSummary, summarizeFolds } from './uncertainty/summarize-folds.js';
export { applyTemperature, fitTemperature, type TemperatureFit } from './uncertainty/temperature.js';
export { type LevelOptions, proportion, wilsonInterval } from './uncertainty/wilson-interval.js';
