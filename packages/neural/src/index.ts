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
export type {
  CompiledNetwork,
  CompileOptions,
  Engine,
  LossKind,
  ParameterLayout,
  TrainBatch,
} from './engine.js';
