// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { ReportedAgainstOurs, ReportedFigure } from './audit/reported-against-ours.js';
export type { ClassifierComparison } from './comparison/compare-fold-scores.js';
export type { CompareOptions, ModelComparison, NamedPredictions } from './comparison/compare-models.js';
export type { FriedmanComparison } from './comparison/friedman.js';
export type { McNemarTest } from './comparison/mcnemar.js';
export type { PairedBootstrap } from './comparison/paired-bootstrap.js';
export type { BrowsedMisclassified } from './error-analysis/error-browser.js';
export type { LabelErrors } from './error-analysis/label-errors.js';
export type { ScoredRow } from './error-analysis/misclassified.js';
export type { NearDuplicates } from './error-analysis/near-duplicates.js';
export type {
  PermutationImportance,
  PermutationImportanceOptions,
} from './error-analysis/permutation-importance.js';
export type { PrecisionRecallCurve } from './metrics/average-precision.js';
export type { ClassificationReport } from './metrics/classification-report.js';
export type { ConfusionMatrix, NormalizedConfusionMatrix } from './metrics/confusion-matrix.js';
export type { Evaluation } from './metrics/evaluate-predictions.js';
export type { Metric, MetricDefinition } from './metrics/metric.js';
export type { AverageOptions } from './metrics/precision-recall-f1.js';
export type { RocCurve } from './metrics/roc.js';
export type { LabelNoiseCurve } from './robustness/label-noise.js';
export type { RobustnessTable } from './robustness/robustness.js';
export type { BootstrapEstimate } from './uncertainty/bootstrap.js';
export type { CalibrationCurve } from './uncertainty/calibration.js';
export type { Estimate, Interval, Proportion } from './uncertainty/interval.js';
export type { FoldSummary } from './uncertainty/summarize-folds.js';
export type { TemperatureFit } from './uncertainty/temperature.js';
export type { LevelOptions } from './uncertainty/wilson-interval.js';
