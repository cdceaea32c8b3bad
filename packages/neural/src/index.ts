export type { BatchEnd, TrainCallback, TrainControl } from './callbacks/callback.js';
export { csvLog } from './callbacks/csv-log.js';
export { FittedNeural, type FittedNeuralParts } from './classifier/fitted-neural.js';
export { loadNeural } from './classifier/load-neural.js';
export { NeuralClassifier, type NeuralExtras } from './classifier/neural-classifier.js';
export type { NeuralOptions, NeuralParams } from './classifier/neural-params.js';
export type { TestTimeView } from './classifier/test-time-views.js';
export { declarationOfNetwork } from './declaration/declaration-of.js';
export type {
  ActivationName,
  InitializerSpec,
  LayerKind,
  LayerSpec,
  NetworkSpec,
  Padding,
  Pair,
  RegularizerSpec,
} from './declaration/layer-spec.js';
export type {
  Head,
  Network,
  NetworkLayer,
  NetworkNode,
  NodeOperation,
  ParameterSlot,
  StateSlot,
  TensorSlot,
} from './declaration/network.js';
export { resolveNetwork } from './declaration/resolve.js';
export { summary } from './declaration/summary.js';
export type {
  CompiledNetwork,
  CompileOptions,
  Engine,
  LossKind,
  ParameterLayout,
  TrainBatch,
} from './engine.js';
export { exportKeras } from './keras/export-keras.js';
export { importKeras } from './keras/import-keras.js';
export type { KerasLayer, KerasTopology } from './keras/keras-json.js';
export { loadLayersModel, saveLayersModel } from './keras/layers-model.js';
export { balancedClassWeights } from './losses/targets.js';
export {
  type ExportableNetwork,
  type ExportedScaling,
  type ExportOnnxOptions,
  exportOnnx,
} from './onnx/export-onnx.js';
export { type OnnxEngineOptions, onnxEngine } from './onnx/onnx-engine.js';
export type { OptimizerSpec } from './optimizers/optimizer-spec.js';
export type { Monitor, ScheduleSpec } from './schedules/schedule-spec.js';
export type { EngineName, Weights } from './session/session.js';
export type { EpochRecord, History, Metrics, StopReason } from './training/history.js';
export type {
  AveragingSpec,
  CheckpointSpec,
  EarlyStoppingSpec,
  TrainParams,
  TrainSpec,
} from './training/train-spec.js';
export type { ConvnetOptions } from './zoo/convnet.js';
export type { MlpOptions } from './zoo/mlp.js';
export { fromZoo, type ZooName, type ZooOptions, type ZooSpec, zoo } from './zoo/zoo.js';
