// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { BatchEnd, TrainCallback, TrainControl } from './callbacks/callback.js';
export type { FittedNeuralParts } from './classifier/fitted-neural-parts.js';
export type { LoadKerasOptions } from './classifier/load-keras-classifier.js';
export type { NeuralExtras } from './classifier/neural-extras.js';
export type { NeuralFitOptions } from './classifier/neural-fit-options.js';
export type { NeuralParams } from './classifier/neural-params.js';
export type { TestTimeView } from './classifier/test-time-views.js';
export type { EngineName } from './session/session.js';
export type {
  AveragingSpec,
  CheckpointSpec,
  EarlyStoppingSpec,
  Monitor,
  OptimizerSpec,
  ScheduleSpec,
} from './specs.generated.js';
export type { EpochRecord, History, Metrics, StopReason } from './training/history.js';
export type { TrainParams } from './training/train-spec.js';
