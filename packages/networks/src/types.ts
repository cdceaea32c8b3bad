// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { Arithmetic, Formula } from './activations/arithmetic.js';
export type { ActivationDefinition, KerasForm } from './activations/definition.js';
export type { AxisMap } from './declaration/axis-maps.js';
export type {
  ActivationName,
  InitializerSpec,
  LayerKind,
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
export type { InitializerDefinition } from './initializers/definition.js';
export type { KerasLayer, KerasTopology } from './keras/keras-json.js';
export type { LoadedKeras, ReadKerasOptions } from './keras/load-keras.js';
export type { KerasExportable } from './keras/save-keras.js';
export type { LayerDefinition } from './layers/definition.js';
export type { ActivationFunctionParams, ActivationFunctionSpec, InitializerParams } from './specs.generated.js';
export type { ArchitectureDefinition } from './zoo/definition.js';
export type { ZooName } from './zoo/zoo.js';
