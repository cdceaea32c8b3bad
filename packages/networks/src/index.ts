export { activations } from './activations/activations.js';
export type { Arithmetic, Formula } from './activations/arithmetic.js';
export type { ActivationDefinition, KerasForm } from './activations/definition.js';
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
export type { InitializerDefinition } from './initializers/definition.js';
export { initializers } from './initializers/initializers.js';
export { exportKeras } from './keras/export-keras.js';
export { importKeras } from './keras/import-keras.js';
export type { KerasLayer, KerasTopology } from './keras/keras-json.js';
export { loadLayersModel, saveLayersModel } from './keras/layers-model.js';
export type { LayerDefinition } from './layers/definition.js';
export { LARGEST_AXIS } from './layers/fields.js';
export { layers } from './layers/layers.js';
export { networkObject } from './layers/network-object.js';
export type { ActivationFunctionParams, ActivationFunctionSpec } from './specs.generated.js';
export { architectures } from './zoo/architectures.js';
export { convBnRelu } from './zoo/blocks.js';
export type { ArchitectureDefinition } from './zoo/definition.js';
export { fromZoo, type ZooName, type ZooSpec, zoo } from './zoo/zoo.js';
