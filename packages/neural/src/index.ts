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
export type {
  CompiledNetwork,
  CompileOptions,
  Engine,
  LossKind,
  ParameterLayout,
  TrainBatch,
} from './engine.js';
export type { ConvnetOptions } from './zoo/convnet.js';
export type { MlpOptions } from './zoo/mlp.js';
export { fromZoo, type ZooName, type ZooOptions, type ZooSpec, zoo } from './zoo/zoo.js';
