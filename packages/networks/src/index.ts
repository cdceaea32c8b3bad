export { activations } from './activations/activations.js';
export type { Arithmetic, Formula } from './activations/arithmetic.js';
export { declarationOfNetwork } from './declaration/declaration-of.js';
export type { LayerSpec, NetworkSpec, Padding, Pair } from './declaration/layer-spec.js';
export type {
  Head,
  Network,
  NetworkNode,
  NodeOperation,
  ParameterSlot,
  StateSlot,
  TensorSlot,
} from './declaration/network.js';
export { resolveNetwork } from './declaration/resolve.js';
export { summary } from './declaration/summary.js';
export { initializers } from './initializers/initializers.js';
export { exportKeras } from './keras/export-keras.js';
export { importKeras } from './keras/import-keras.js';
export { loadLayersModel, saveLayersModel } from './keras/layers-model.js';
export { layers } from './layers/layers.js';
export { networkObject } from './layers/network-object.js';
export { architectures } from './zoo/architectures.js';
export { convBnRelu } from './zoo/blocks.js';
export { fromZoo, type ZooSpec, zoo } from './zoo/zoo.js';
