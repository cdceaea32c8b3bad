import type { Network, NetworkLayer } from '../declaration/network.js';

/**
 * The layers of a functional model in the order that Keras 3 gives them: the longest way to the output first, and of
 * equal ones that which a search from the output meets first. A file of weights names its groups by class and place in
 * this order (`layers/dense`, `layers/dense_1`), not by the layers' names.
 *
 * @see keras/src/ops/function.py, map_graph
 */
export function kerasOrder({ layers }: Network): readonly NetworkLayer[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const met = new Map<NetworkLayer, number>();
  const visit = (layer: NetworkLayer | undefined): void => {
    if (layer === undefined || met.has(layer)) return;
    met.set(layer, met.size);
    for (const input of layer.inputs) visit(byName.get(input));
  };
  visit(layers[layers.length - 1]);
  const depths = new Map(layers.map((layer) => [layer, 0]));
  const depthOf = (layer: NetworkLayer): number => depths.get(layer) ?? 0;
  for (const layer of layers.toReversed()) {
    for (const input of layer.inputs) {
      const read = byName.get(input);
      if (read !== undefined) depths.set(read, Math.max(depthOf(read), depthOf(layer) + 1));
    }
  }
  return layers.toSorted((a, b) => depthOf(b) - depthOf(a) || (met.get(a) ?? 0) - (met.get(b) ?? 0));
}
