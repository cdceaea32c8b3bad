import type { LayerSpec, NetworkSpec } from '@selvedge/networks';

/**
 * A small network for 28 x 28 grey images that trains in minutes on two cores: pooling comes before the first wide
 * convolution, three groups of (convolution, pooling, batch norm, GELU, convolution, batch norm, GELU) follow, and a
 * dense layer without bias reads the maxima. Shift-only batch norm, scaled logits.
 *
 * @param widths - filters of the three groups
 * @see K. Jordan, 94% on CIFAR-10 in 3.29 seconds on a single GPU, arXiv 2404.00498
 */
export function fashionNet(
  classes: number,
  widths: readonly [number, number, number],
  inputShape?: readonly number[],
): NetworkSpec {
  const layers: LayerSpec[] = [
    { kind: 'conv2d', filters: 8, kernelSize: 2, kernelInitializer: 'whitening', activation: 'gelu' },
    ...widths.flatMap(group),
    { kind: 'max-pooling2d', poolSize: 3 },
    { kind: 'flatten' },
    { kind: 'dense', units: classes, useBias: false },
    { kind: 'rescaling', scale: 1 / 9 },
    { kind: 'activation', activation: 'softmax' },
  ];
  return { name: 'fashion-net', ...(inputShape && { inputShape }), layers };
}

function group(filters: number): LayerSpec[] {
  const conv: LayerSpec = {
    kind: 'conv2d',
    filters,
    kernelSize: 3,
    padding: 'same',
    useBias: false,
    kernelInitializer: 'he-normal',
  };
  const after: LayerSpec[] = [
    { kind: 'batch-normalization', scale: false, momentum: 0.6, epsilon: 1e-5 },
    { kind: 'activation', activation: 'gelu' },
  ];
  return [conv, { kind: 'max-pooling2d' }, ...after, conv, ...after];
}
