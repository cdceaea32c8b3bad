/**
 * Where Keras 3 keeps the weights of each layer: `layers/` and its class, counted in the order of the model. Layers without
 * weights count, too: a LayerNormalization without scale and shift makes the next one `layers/layer_normalization_1`.
 *
 * @returns places by names of layers
 * @see keras/src/saving/saving_lib.py, _save_container_state
 */
export function kerasPlaces(
  layers: readonly { readonly className: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    layers.map(({ className, name }) => {
      const stem = toSnakeCase(className);
      const before = counts.get(stem) ?? 0;
      counts.set(stem, before + 1);
      return [name, `layers/${before === 0 ? stem : `${stem}_${before}`}`];
    }),
  );
}

/** As Keras spells classes in paths: `DepthwiseConv2D` is `depthwise_conv2d`. */
const toSnakeCase = (className: string): string =>
  className
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
