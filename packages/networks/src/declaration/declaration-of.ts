import type { LayerSpec, NetworkSpec } from './layer-spec.js';
import type { Network } from './network.js';

/** The declaration with the names that layers got and the input shape that the data had. */
export function declarationOfNetwork({ name, inputShape, layers }: Network): NetworkSpec {
  return {
    name,
    inputShape,
    layers: layers.map((layer): LayerSpec => ({ ...layer.spec, name: layer.name, inputs: layer.inputs })),
  };
}
