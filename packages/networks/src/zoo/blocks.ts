import type { InitializerSpec, LayerSpec, Pair } from '../declaration/layer-spec.js';

/**
 * Convolution, batch normalisation, ReLU.
 *
 * @param options - `useBias`: default false, for the normalisation would subtract the bias again; `l2`: penalty on the
 * kernel, default 0; `kernelInitializer`: default `he-normal`; `kernelSize`: default 3; `strides`: default 1
 */
export function convBnRelu(
  filters: number,
  options: {
    readonly useBias?: boolean;
    readonly l2?: number;
    readonly kernelInitializer?: InitializerSpec;
    readonly kernelSize?: Pair;
    readonly strides?: Pair;
  } = {},
): LayerSpec[] {
  const { useBias = false, l2 = 0, kernelInitializer = 'he-normal', kernelSize = 3, strides = 1 } = options;
  const penalty = l2 > 0 && { kernelRegularizer: { l2 } };
  return [
    { kind: 'conv2d', filters, kernelSize, strides, padding: 'same', useBias, kernelInitializer, ...penalty },
    { kind: 'batch-normalization', momentum: 0.9, epsilon: 1e-5 },
    { kind: 'activation', activation: 'relu' },
  ];
}
