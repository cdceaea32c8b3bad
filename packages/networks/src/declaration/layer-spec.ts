import type { ActivationFunctionParams, ActivationFunctionSpec } from '../specs.generated.js';

/** The name of a function that a layer's output goes through. */
export type ActivationName = ActivationFunctionParams['kind'];

/** How a kernel, bias, scale or shift is filled before training. Keras's names; the fans are Keras's too. */
export type InitializerSpec =
  | 'zeros'
  | 'ones'
  | 'glorotUniform'
  | 'glorotNormal'
  | 'heUniform'
  | 'heNormal'
  | 'lecunUniform'
  | 'lecunNormal'
  | 'orthogonal'
  | 'identity'
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'random-uniform'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'random-normal'; readonly mean: number; readonly standardDeviation: number }
  /** PyTorch's default for `Linear` and `Conv2d`, weights and biases: uniform in +-1 / sqrt(fan in). */
  | { readonly kind: 'torch-uniform' };

/** Penalty on a kernel, added to the loss: l1 * sum |w| + l2 * sum w^2 (no half, as in Keras). */
export interface RegularizerSpec {
  readonly l1?: number;
  readonly l2?: number;
}

/** `valid`: no padding. `same`: as much as makes the output ceil(input / stride) long, the odd one at the end. */
export type Padding = 'valid' | 'same';

/** One number for both axes, or [rows, columns]. */
export type Pair = number | readonly [number, number];

interface LayerBase {
  /** Unique; default Keras's: `conv2d`, `conv2d_1`, ... */
  readonly name?: string;
  /** Names of the layers whose outputs this one reads, `input` for the network's input. Default: the layer before. */
  readonly inputs?: readonly string[];
  /** False freezes the layer: its parameters stay, and batch normalisation uses its moving statistics. Default true. */
  readonly trainable?: boolean;
}

interface WithKernel {
  readonly activation?: ActivationFunctionSpec;
  readonly useBias?: boolean;
  readonly kernelInitializer?: InitializerSpec;
  readonly biasInitializer?: InitializerSpec;
  readonly kernelRegularizer?: RegularizerSpec;
}

interface Pool {
  /** Default 2. */
  readonly poolSize?: Pair;
  /** Default: the pool size. */
  readonly strides?: Pair;
  /** Default `valid`. */
  readonly padding?: Padding;
}

export interface DenseSpec extends LayerBase, WithKernel {
  readonly kind: 'dense';
  readonly units: number;
}

export interface Conv2dSpec extends LayerBase, WithKernel {
  readonly kind: 'conv2d';
  readonly filters: number;
  readonly kernelSize: Pair;
  readonly strides?: Pair;
  readonly padding?: Padding;
  /** Input channels are divided into this many groups, each with its own filters. Default 1. */
  readonly groups?: number;
}

export interface DepthwiseConv2dSpec extends LayerBase, WithKernel {
  readonly kind: 'depthwise-conv2d';
  readonly kernelSize: Pair;
  readonly strides?: Pair;
  readonly padding?: Padding;
  /** Filters per input channel. Default 1. */
  readonly depthMultiplier?: number;
}

export interface MaxPooling2dSpec extends LayerBase, Pool {
  readonly kind: 'max-pooling2d';
}

/** Padding is left out of the mean, as in Keras. */
export interface AveragePooling2dSpec extends LayerBase, Pool {
  readonly kind: 'average-pooling2d';
}

export interface GlobalAveragePooling2dSpec extends LayerBase {
  readonly kind: 'global-average-pooling2d';
}

/** Over the last axis. */
export interface BatchNormalizationSpec extends LayerBase {
  readonly kind: 'batch-normalization';
  /** What the moving statistics keep of themselves at each step. Default 0.99. */
  readonly momentum?: number;
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number;
  /** Whether a shift (beta) is learned. Default true. */
  readonly center?: boolean;
  /** Whether a scale (gamma) is learned. Default true. */
  readonly scale?: boolean;
  readonly gammaInitializer?: InitializerSpec;
  readonly betaInitializer?: InitializerSpec;
}

/** Over the last axis of each row. */
export interface LayerNormalizationSpec extends LayerBase {
  readonly kind: 'layer-normalization';
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number;
  readonly center?: boolean;
  readonly scale?: boolean;
}

export interface DropoutSpec extends LayerBase {
  readonly kind: 'dropout';
  /** Share of the numbers set to 0 in training, in [0, 1). The others are divided by 1 - rate. */
  readonly rate: number;
}

/** Drops whole channels. */
export interface SpatialDropout2dSpec extends LayerBase {
  readonly kind: 'spatial-dropout2d';
  readonly rate: number;
}

export interface GaussianNoiseSpec extends LayerBase {
  readonly kind: 'gaussian-noise';
  /** Standard deviation of what is added in training. */
  readonly stddev: number;
}

export interface ActivationSpec extends LayerBase {
  readonly kind: 'activation';
  readonly activation: ActivationFunctionSpec;
  /** Slope below zero of leakyRelu (default 0.3), scale of elu (default 1). */
  readonly alpha?: number;
}

export interface FlattenSpec extends LayerBase {
  readonly kind: 'flatten';
}

export interface ReshapeSpec extends LayerBase {
  readonly kind: 'reshape';
  /** Without the batch axis; one entry may be -1. */
  readonly targetShape: readonly number[];
}

export interface AddSpec extends LayerBase {
  readonly kind: 'add';
}

/** Along the last axis. */
export interface ConcatenateSpec extends LayerBase {
  readonly kind: 'concatenate';
}

export interface ZeroPadding2dSpec extends LayerBase {
  readonly kind: 'zero-padding2d';
  /** One number for all sides, [rows, columns], or [[top, bottom], [left, right]]. Default 1. */
  readonly padding?:
    | number
    | readonly [number, number]
    | readonly [readonly [number, number], readonly [number, number]];
}

/** input * scale + offset, with fixed numbers. */
export interface RescalingSpec extends LayerBase {
  readonly kind: 'rescaling';
  readonly scale: number;
  readonly offset?: number;
}

/** One layer as a user writes it: plain JSON, told apart by `kind`; names and defaults are Keras's. */
export type LayerSpec =
  | DenseSpec
  | Conv2dSpec
  | DepthwiseConv2dSpec
  | MaxPooling2dSpec
  | AveragePooling2dSpec
  | GlobalAveragePooling2dSpec
  | BatchNormalizationSpec
  | LayerNormalizationSpec
  | DropoutSpec
  | SpatialDropout2dSpec
  | GaussianNoiseSpec
  | ActivationSpec
  | FlattenSpec
  | ReshapeSpec
  | AddSpec
  | ConcatenateSpec
  | ZeroPadding2dSpec
  | RescalingSpec;

export type LayerKind = LayerSpec['kind'];

/** A network as a user writes it: layers one after the other, or a graph where layers name their inputs. */
export interface NetworkSpec {
  readonly name?: string;
  /** Shape of one row without the batch axis: `[height, width, channels]` or `[columns]`. Default: that of the data. */
  readonly inputShape?: readonly number[];
  /** A layer may read any layer above it. The last layer's output is the network's. */
  readonly layers: readonly LayerSpec[];
}
