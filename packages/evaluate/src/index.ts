export { accuracy } from './metrics/accuracy.js';
export {
  type ClassificationReport,
  type ClassScores,
  classificationReport,
  type PrecisionRecallF1,
  reportOfConfusion,
  type ZeroDivisionOptions,
} from './metrics/classification-report.js';
export {
  type ConfusedPair,
  type ConfusionMatrix,
  confusionMatrix,
  mostConfused,
  type Normalization,
  type NormalizedConfusionMatrix,
  normalizeConfusion,
} from './metrics/confusion-matrix.js';
export type { Estimate, Interval, Proportion } from './uncertainty/interval.js';
export { type LevelOptions, proportion, wilsonInterval } from './uncertainty/wilson-interval.js';
