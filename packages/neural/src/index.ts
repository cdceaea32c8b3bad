export type { TrainCallback } from './callbacks/callback.js';
export { csvLog } from './callbacks/csv-log.js';
export { FittedNeural } from './classifier/fitted-neural.js';
export { loadKerasClassifier } from './classifier/load-keras-classifier.js';
export { loadNeural } from './classifier/load-neural.js';
export { NeuralClassifier } from './classifier/neural-classifier.js';
export { neuralFields } from './classifier/neural-fields.js';
export type { NeuralOptions } from './classifier/neural-params.js';
export { balancedClassWeights } from './losses/targets.js';
export { optimizers } from './optimizers/optimizers.js';
export { schedules } from './schedules/schedules.js';
export type {
  AveragingSpec,
  CheckpointSpec,
  EarlyStoppingSpec,
  OptimizerSpec,
  ScheduleSpec,
  TrainSpec,
} from './specs.generated.js';
export { trainObject } from './training/train-spec.js';
