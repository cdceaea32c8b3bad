export type { BatchEnd, TrainCallback, TrainControl } from './callbacks/callback.js';
export { csvLog } from './callbacks/csv-log.js';
export { FittedNeural } from './classifier/fitted-neural.js';
export type { FittedNeuralParts } from './classifier/fitted-neural-parts.js';
export { loadNeural } from './classifier/load-neural.js';
export { NeuralClassifier } from './classifier/neural-classifier.js';
export type { NeuralExtras } from './classifier/neural-extras.js';
export { neuralFields } from './classifier/neural-fields.js';
export type { NeuralFitOptions } from './classifier/neural-fit-options.js';
export type { NeuralOptions, NeuralParams } from './classifier/neural-params.js';
export type { TestTimeView } from './classifier/test-time-views.js';
export { balancedClassWeights } from './losses/targets.js';
export { optimizers } from './optimizers/optimizers.js';
export { schedules } from './schedules/schedules.js';
export type { EngineName } from './session/session.js';
export type {
  AveragingSpec,
  CheckpointSpec,
  EarlyStoppingSpec,
  Monitor,
  OptimizerSpec,
  ScheduleSpec,
  TrainSpec,
} from './specs.generated.js';
export type { EpochRecord, History, Metrics, StopReason } from './training/history.js';
export { type TrainParams, trainObject } from './training/train-spec.js';
