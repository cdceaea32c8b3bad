import type { LayerSpec, NetworkSpec, Padding, Pair } from '../declaration/layer-spec.js';

export interface ConvnetOptions {
  readonly classes: number;
  /** Filters of each convolution, the first one first. */
  readonly filters: readonly number[];
  /** Default 3. */
  readonly kernelSize?: Pair;
  /** Of the convolutions. Default `same`. */
  readonly padding?: Padding;
  /** Of the convolutions. Default 1. */
  readonly strides?: Pair;
  /** Default 2. */
  readonly poolSize?: Pair;
  /** Of the poolings. Default `valid`. */
  readonly poolPadding?: Padding;
  /** How many of the convolutions, from the first, are followed by max pooling. Default: all. */
  readonly poolings?: number;
  /** Batch normalisation after each convolution that is pooled, before the pooling. Default false. */
  readonly batchNormalization?: boolean;
  /** Dropout after each pooling and after each hidden dense layer. Default 0. */
  readonly dropout?: number;
  /** Standard deviation of Gaussian noise added to the input. Default 0. */
  readonly noise?: number;
  /** Units of the hidden dense layers. Default none. */
  readonly dense?: readonly number[];
  /** L2 penalty on the dense kernels, the output's too. Default 0. */
  readonly denseL2?: number;
  /** L2 penalty on the convolutions' kernels. Default 0. */
  readonly convL2?: number;
  readonly inputShape?: readonly number[];
}

/** Convolutions with ReLU and max pooling one after the other, then dense layers: most of the reports' nets. */
export function convnet(options: ConvnetOptions): NetworkSpec {
  const {
    classes,
    filters,
    kernelSize = 3,
    padding = 'same',
    strides = 1,
    poolSize = 2,
    poolPadding = 'valid',
  } = options;
  const { poolings = filters.length, batchNormalization = false, dropout = 0, noise = 0 } = options;
  const { dense = [], denseL2 = 0, convL2 = 0, inputShape } = options;
  const layers: LayerSpec[] = [];
  if (noise > 0) layers.push({ kind: 'gaussian-noise', stddev: noise });
  for (const [at, count] of filters.entries()) {
    const penalty = convL2 > 0 && { kernelRegularizer: { l2: convL2 } };
    layers.push({ kind: 'conv2d', filters: count, kernelSize, padding, strides, activation: 'relu', ...penalty });
    if (at >= poolings) continue;
    if (batchNormalization) layers.push({ kind: 'batch-normalization' });
    layers.push({ kind: 'max-pooling2d', poolSize, padding: poolPadding });
    if (dropout > 0) layers.push({ kind: 'dropout', rate: dropout });
  }
  layers.push({ kind: 'flatten' });
  const penalty = denseL2 > 0 && { kernelRegularizer: { l2: denseL2 } };
  for (const units of dense) {
    layers.push({ kind: 'dense', units, activation: 'relu', ...penalty });
    if (dropout > 0) layers.push({ kind: 'dropout', rate: dropout });
  }
  layers.push({ kind: 'dense', units: classes, activation: 'softmax', ...penalty });
  return { name: 'convnet', ...(inputShape && { inputShape }), layers };
}
