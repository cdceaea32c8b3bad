// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
import type { Filled } from '@selvedge/component';

/** The number itself. */
export interface LinearSpec {
  readonly kind: 'linear';
}

/** With the defaults filled in. */
export type LinearParams = LinearSpec;

/** max(x, 0); the slope at 0 is 0. */
export interface ReluSpec {
  readonly kind: 'relu';
}

/** With the defaults filled in. */
export type ReluParams = ReluSpec;

/** x where it is above 0, else alpha * x: Keras's LeakyReLU. */
export interface LeakyReluSpec {
  readonly kind: 'leaky-relu';
  /**
   * The slope below 0. From 0.
   * @defaultValue 0.3
   */
  readonly alpha?: number;
}

/** With the defaults filled in. */
export type LeakyReluParams = Filled<LeakyReluSpec, 'alpha'>;

/** x where it is above 0, else alpha * (exp(x) - 1). */
export interface EluSpec {
  readonly kind: 'elu';
  /**
   * How far below 0 it goes. From 0.
   * @defaultValue 1
   */
  readonly alpha?: number;
}

/** With the defaults filled in. */
export type EluParams = Filled<EluSpec, 'alpha'>;

/** x * Phi(x), with the distribution function Phi of the standard normal. */
export interface GeluSpec {
  readonly kind: 'gelu';
  /**
   * Computes Phi(x) as (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2.
   * @defaultValue false
   */
  readonly approximate?: boolean;
}

/** With the defaults filled in. */
export type GeluParams = Filled<GeluSpec, 'approximate'>;

/** The hyperbolic tangent. */
export interface TanhSpec {
  readonly kind: 'tanh';
}

/** With the defaults filled in. */
export type TanhParams = TanhSpec;

/** 1 / (1 + exp(-x)). */
export interface SigmoidSpec {
  readonly kind: 'sigmoid';
}

/** With the defaults filled in. */
export type SigmoidParams = SigmoidSpec;

/** exp(x) over the sum of exp(x) along the last axis. */
export interface SoftmaxSpec {
  readonly kind: 'softmax';
}

/** With the defaults filled in. */
export type SoftmaxParams = SoftmaxSpec;

/** The logarithm of softmax, along the last axis. */
export interface LogSoftmaxSpec {
  readonly kind: 'log-softmax';
}

/** With the defaults filled in. */
export type LogSoftmaxParams = LogSoftmaxSpec;

/** x * sigmoid(x), also called swish. */
export interface SiluSpec {
  readonly kind: 'silu';
}

/** With the defaults filled in. */
export type SiluParams = SiluSpec;

/** x * tanh(softplus(x)). */
export interface MishSpec {
  readonly kind: 'mish';
}

/** With the defaults filled in. */
export type MishParams = MishSpec;

/** log(1 + exp(x)): a smooth relu. */
export interface SoftplusSpec {
  readonly kind: 'softplus';
}

/** With the defaults filled in. */
export type SoftplusParams = SoftplusSpec;

/** x * min(max(x / 6 + 0.5, 0), 1): Keras's hard_silu. */
export interface HardSwishSpec {
  readonly kind: 'hard-swish';
}

/** With the defaults filled in. */
export type HardSwishParams = HardSwishSpec;

/** min(max(x, 0), 6); the slope at 0 and at 6 is 0. */
export interface Relu6Spec {
  readonly kind: 'relu6';
}

/** With the defaults filled in. */
export type Relu6Params = Relu6Spec;

/** 1.0507 * x where it is above 0, else 1.7581 * (exp(x) - 1); start with lecun-normal. */
export interface SeluSpec {
  readonly kind: 'selu';
}

/** With the defaults filled in. */
export type SeluParams = SeluSpec;

/** exp(x). */
export interface ExponentialSpec {
  readonly kind: 'exponential';
}

/** With the defaults filled in. */
export type ExponentialParams = ExponentialSpec;

/** A function of every number of an output (softmax and log-softmax: of its last axis). */
export type ActivationFunctionSpec =
  | 'linear'
  | 'relu'
  | 'leaky-relu'
  | 'elu'
  | 'gelu'
  | 'tanh'
  | 'sigmoid'
  | 'softmax'
  | 'log-softmax'
  | 'silu'
  | 'mish'
  | 'softplus'
  | 'hard-swish'
  | 'relu6'
  | 'selu'
  | 'exponential'
  | LinearSpec
  | ReluSpec
  | LeakyReluSpec
  | EluSpec
  | GeluSpec
  | TanhSpec
  | SigmoidSpec
  | SoftmaxSpec
  | LogSoftmaxSpec
  | SiluSpec
  | MishSpec
  | SoftplusSpec
  | HardSwishSpec
  | Relu6Spec
  | SeluSpec
  | ExponentialSpec;

/** With the defaults filled in. */
export type ActivationFunctionParams =
  | LinearParams
  | ReluParams
  | LeakyReluParams
  | EluParams
  | GeluParams
  | TanhParams
  | SigmoidParams
  | SoftmaxParams
  | LogSoftmaxParams
  | SiluParams
  | MishParams
  | SoftplusParams
  | HardSwishParams
  | Relu6Params
  | SeluParams
  | ExponentialParams;

/** All 0. */
export interface ZerosSpec {
  readonly kind: 'zeros';
}

/** With the defaults filled in. */
export type ZerosParams = ZerosSpec;

/** All 1. */
export interface OnesSpec {
  readonly kind: 'ones';
}

/** With the defaults filled in. */
export type OnesParams = OnesSpec;

/** Uniform in +-sqrt(6 / (fan in + fan out)); Glorot & Bengio 2010. */
export interface GlorotUniformSpec {
  readonly kind: 'glorot-uniform';
}

/** With the defaults filled in. */
export type GlorotUniformParams = GlorotUniformSpec;

/** Normal, cut at two deviations of sqrt(2 / (fan in + fan out)). */
export interface GlorotNormalSpec {
  readonly kind: 'glorot-normal';
}

/** With the defaults filled in. */
export type GlorotNormalParams = GlorotNormalSpec;

/** Uniform in +-sqrt(6 / fan in); He et al. 2015. */
export interface HeUniformSpec {
  readonly kind: 'he-uniform';
}

/** With the defaults filled in. */
export type HeUniformParams = HeUniformSpec;

/** Normal, cut at two deviations of sqrt(2 / fan in). */
export interface HeNormalSpec {
  readonly kind: 'he-normal';
}

/** With the defaults filled in. */
export type HeNormalParams = HeNormalSpec;

/** Uniform in +-sqrt(3 / fan in); LeCun et al. 1998. */
export interface LecunUniformSpec {
  readonly kind: 'lecun-uniform';
}

/** With the defaults filled in. */
export type LecunUniformParams = LecunUniformSpec;

/** Normal, cut at two deviations of sqrt(1 / fan in). */
export interface LecunNormalSpec {
  readonly kind: 'lecun-normal';
}

/** With the defaults filled in. */
export type LecunNormalParams = LecunNormalSpec;

/** Orthonormal rows or columns, whichever are fewer, times the gain; Saxe et al. 2014. */
export interface OrthogonalSpec {
  readonly kind: 'orthogonal';
  /**
   * What they are multiplied by.
   * @defaultValue 1
   */
  readonly gain?: number;
}

/** With the defaults filled in. */
export type OrthogonalParams = Filled<OrthogonalSpec, 'gain'>;

/** Passes the input on: 1 from channel i to filter i in the middle of the window, 0 elsewhere. */
export interface IdentitySpec {
  readonly kind: 'identity';
}

/** With the defaults filled in. */
export type IdentityParams = IdentitySpec;

/**
 * Passes as many input channels on as there are filters: 1 from channel i to filter i (of each group) in the middle
 * of the window, 0 elsewhere, as dirac_ of PyTorch.
 */
export interface DiracSpec {
  readonly kind: 'dirac';
  /**
   * Groups of filters; that of a convolution with groups. Whole, from 1 to 65536.
   * @defaultValue 1
   */
  readonly groups?: number;
  /**
   * What filters beyond the input channels are filled with; with zeros they learn late, or never.
   * @defaultValue "zeros"
   */
  readonly remaining?: 'zeros' | 'he-normal' | 'pytorch-default';
}

/** With the defaults filled in. */
export type DiracParams = Filled<DiracSpec, 'groups' | 'remaining'>;

/** All one number. */
export interface ConstantSpec {
  readonly kind: 'constant';
  /** The number. */
  readonly value: number;
}

/** With the defaults filled in. */
export type ConstantParams = ConstantSpec;

/** Uniform between two numbers. */
export interface RandomUniformSpec {
  readonly kind: 'random-uniform';
  /** The least number. */
  readonly minimum: number;
  /** The largest number. */
  readonly maximum: number;
}

/** With the defaults filled in. */
export type RandomUniformParams = RandomUniformSpec;

/** Normal. */
export interface RandomNormalSpec {
  readonly kind: 'random-normal';
  /** The mean. */
  readonly mean: number;
  /** The standard deviation. */
  readonly standardDeviation: number;
}

/** With the defaults filled in. */
export type RandomNormalParams = RandomNormalSpec;

/** Normal, cut at two deviations, which leaves 0.88 of the deviation. */
export interface TruncatedNormalSpec {
  readonly kind: 'truncated-normal';
  /**
   * The mean.
   * @defaultValue 0
   */
  readonly mean?: number;
  /**
   * The standard deviation before the cut. From 0.
   * @defaultValue 0.05
   */
  readonly standardDeviation?: number;
}

/** With the defaults filled in. */
export type TruncatedNormalParams = Filled<TruncatedNormalSpec, 'mean' | 'standardDeviation'>;

/** Variance of scale / fan, which the kinds glorot, he and lecun are cases of. */
export interface VarianceScalingSpec {
  readonly kind: 'variance-scaling';
  /**
   * What the variance is multiplied by. Above 0.
   * @defaultValue 1
   */
  readonly scale?: number;
  /**
   * The fan: numbers that one output reads, those that read one input, or the mean of both.
   * @defaultValue "fan-in"
   */
  readonly mode?: 'fan-in' | 'fan-out' | 'fan-avg';
  /**
   * `truncated-normal` is cut at two deviations and widened, so that the variance remains.
   * @defaultValue "truncated-normal"
   */
  readonly distribution?: 'truncated-normal' | 'untruncated-normal' | 'uniform';
}

/** With the defaults filled in. */
export type VarianceScalingParams = Filled<VarianceScalingSpec, 'scale' | 'mode' | 'distribution'>;

/** PyTorch's default for Linear and Conv2d, weights and biases: uniform in +-1 / sqrt(fan in). */
export interface PytorchDefaultSpec {
  readonly kind: 'pytorch-default';
}

/** With the defaults filled in. */
export type PytorchDefaultParams = PytorchDefaultSpec;

/**
 * Of the first convolution: principal directions of the training images' patches, each at unit variance, and then
 * their negatives; at most twice as many filters as a patch has numbers.
 */
export interface WhiteningSpec {
  readonly kind: 'whitening';
  /**
   * Added to the variance of each direction: directions that hardly vary are not blown up. Above 0.
   * @defaultValue 0.0005
   */
  readonly epsilon?: number;
}

/** With the defaults filled in. */
export type WhiteningParams = Filled<WhiteningSpec, 'epsilon'>;

/** How a kernel, bias, scale or shift is filled before training: Keras's names. */
export type InitializerSpec =
  | 'zeros'
  | 'ones'
  | 'glorot-uniform'
  | 'glorot-normal'
  | 'he-uniform'
  | 'he-normal'
  | 'lecun-uniform'
  | 'lecun-normal'
  | 'orthogonal'
  | 'identity'
  | 'dirac'
  | 'truncated-normal'
  | 'variance-scaling'
  | 'pytorch-default'
  | 'whitening'
  | ZerosSpec
  | OnesSpec
  | GlorotUniformSpec
  | GlorotNormalSpec
  | HeUniformSpec
  | HeNormalSpec
  | LecunUniformSpec
  | LecunNormalSpec
  | OrthogonalSpec
  | IdentitySpec
  | DiracSpec
  | ConstantSpec
  | RandomUniformSpec
  | RandomNormalSpec
  | TruncatedNormalSpec
  | VarianceScalingSpec
  | PytorchDefaultSpec
  | WhiteningSpec;

/** With the defaults filled in. */
export type InitializerParams =
  | ZerosParams
  | OnesParams
  | GlorotUniformParams
  | GlorotNormalParams
  | HeUniformParams
  | HeNormalParams
  | LecunUniformParams
  | LecunNormalParams
  | OrthogonalParams
  | IdentityParams
  | DiracParams
  | ConstantParams
  | RandomUniformParams
  | RandomNormalParams
  | TruncatedNormalParams
  | VarianceScalingParams
  | PytorchDefaultParams
  | WhiteningParams;

/** Weighted sums of the inputs: x W + b over the last axis. */
export interface DenseSpec {
  readonly kind: 'dense';
  /** Numbers that come out. Whole, from 1 to 1048576. */
  readonly units: number;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
  /**
   * The function that the output goes through.
   * @defaultValue "linear"
   */
  readonly activation?: ActivationFunctionSpec;
  /**
   * Whether a number is learned that is added to each output.
   * @defaultValue true
   */
  readonly useBias?: boolean;
  /**
   * What the kernel is filled with before training.
   * @defaultValue "glorot-uniform"
   */
  readonly kernelInitializer?: InitializerSpec;
  /**
   * What the bias is filled with before training.
   * @defaultValue "zeros"
   */
  readonly biasInitializer?: InitializerSpec;
  /** Penalty on the kernel, added to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
}

/** With the defaults filled in. */
export type DenseParams = Filled<
  DenseSpec,
  'trainable' | 'activation' | 'useBias' | 'kernelInitializer' | 'biasInitializer'
>;

/** Convolution of images. */
export interface Conv2dSpec {
  readonly kind: 'conv2d';
  /** Channels that come out. Whole, from 1 to 1048576. */
  readonly filters: number;
  /** Rows and columns of the kernel: one number for both, or [rows, columns]. */
  readonly kernelSize: number | readonly [number, number];
  /**
   * Steps of the window: one number for both axes, or [rows, columns].
   * @defaultValue 1
   */
  readonly strides?: number | readonly [number, number];
  /**
   * `valid`: none. `same`: as much as makes the output ceil(input / stride) long, the odd one at the end.
   * @defaultValue "valid"
   */
  readonly padding?: 'valid' | 'same';
  /**
   * Input channels are divided into this many groups, each with its own filters. Whole, from 1 to 1048576.
   * @defaultValue 1
   */
  readonly groups?: number;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
  /**
   * The function that the output goes through.
   * @defaultValue "linear"
   */
  readonly activation?: ActivationFunctionSpec;
  /**
   * Whether a number is learned that is added to each output.
   * @defaultValue true
   */
  readonly useBias?: boolean;
  /**
   * What the kernel is filled with before training.
   * @defaultValue "glorot-uniform"
   */
  readonly kernelInitializer?: InitializerSpec;
  /**
   * What the bias is filled with before training.
   * @defaultValue "zeros"
   */
  readonly biasInitializer?: InitializerSpec;
  /** Penalty on the kernel, added to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
}

/** With the defaults filled in. */
export type Conv2dParams = Filled<
  Conv2dSpec,
  'strides' | 'padding' | 'groups' | 'trainable' | 'activation' | 'useBias' | 'kernelInitializer' | 'biasInitializer'
>;

/** Convolution of every channel by itself. */
export interface DepthwiseConv2dSpec {
  readonly kind: 'depthwise-conv2d';
  /** Rows and columns of the kernel: one number for both, or [rows, columns]. */
  readonly kernelSize: number | readonly [number, number];
  /**
   * Steps of the window: one number for both axes, or [rows, columns].
   * @defaultValue 1
   */
  readonly strides?: number | readonly [number, number];
  /**
   * `valid`: none. `same`: as much as makes the output ceil(input / stride) long, the odd one at the end.
   * @defaultValue "valid"
   */
  readonly padding?: 'valid' | 'same';
  /**
   * Filters per input channel. Whole, from 1 to 1048576.
   * @defaultValue 1
   */
  readonly depthMultiplier?: number;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
  /**
   * The function that the output goes through.
   * @defaultValue "linear"
   */
  readonly activation?: ActivationFunctionSpec;
  /**
   * Whether a number is learned that is added to each output.
   * @defaultValue true
   */
  readonly useBias?: boolean;
  /**
   * What the kernel is filled with before training.
   * @defaultValue "glorot-uniform"
   */
  readonly kernelInitializer?: InitializerSpec;
  /**
   * What the bias is filled with before training.
   * @defaultValue "zeros"
   */
  readonly biasInitializer?: InitializerSpec;
  /** Penalty on the kernel, added to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
}

/** With the defaults filled in. */
export type DepthwiseConv2dParams = Filled<
  DepthwiseConv2dSpec,
  | 'strides'
  | 'padding'
  | 'depthMultiplier'
  | 'trainable'
  | 'activation'
  | 'useBias'
  | 'kernelInitializer'
  | 'biasInitializer'
>;

/** The largest number of each window. */
export interface MaxPooling2dSpec {
  readonly kind: 'max-pooling2d';
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
  /**
   * Rows and columns of the window: one number for both, or [rows, columns].
   * @defaultValue 2
   */
  readonly poolSize?: number | readonly [number, number];
  /** Steps of the window. Without it the pool size. */
  readonly strides?: number | readonly [number, number];
  /**
   * `valid`: none. `same`: as much as makes the output ceil(input / stride) long, the odd one at the end.
   * @defaultValue "valid"
   */
  readonly padding?: 'valid' | 'same';
}

/** With the defaults filled in. */
export type MaxPooling2dParams = Filled<MaxPooling2dSpec, 'trainable' | 'poolSize' | 'padding'>;

/** The mean of each window; padding is left out of it, as in Keras. */
export interface AveragePooling2dSpec {
  readonly kind: 'average-pooling2d';
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
  /**
   * Rows and columns of the window: one number for both, or [rows, columns].
   * @defaultValue 2
   */
  readonly poolSize?: number | readonly [number, number];
  /** Steps of the window. Without it the pool size. */
  readonly strides?: number | readonly [number, number];
  /**
   * `valid`: none. `same`: as much as makes the output ceil(input / stride) long, the odd one at the end.
   * @defaultValue "valid"
   */
  readonly padding?: 'valid' | 'same';
}

/** With the defaults filled in. */
export type AveragePooling2dParams = Filled<AveragePooling2dSpec, 'trainable' | 'poolSize' | 'padding'>;

/** The mean of every channel. */
export interface GlobalAveragePooling2dSpec {
  readonly kind: 'global-average-pooling2d';
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type GlobalAveragePooling2dParams = Filled<GlobalAveragePooling2dSpec, 'trainable'>;

/** Scales channels to mean 0 and variance 1 over the batch, then by a learned scale and shift. */
export interface BatchNormalizationSpec {
  readonly kind: 'batch-normalization';
  /**
   * What the moving statistics keep of themselves at each step; PyTorch states the rest of it. The moving variance is
   * divided by n, as in Keras, in PyTorch by n - 1. From 0, below 1.
   * @defaultValue 0.99
   */
  readonly momentum?: number;
  /**
   * Added to the variance. From 1e-12.
   * @defaultValue 0.001
   */
  readonly epsilon?: number;
  /**
   * Whether a shift (beta) is learned.
   * @defaultValue true
   */
  readonly center?: boolean;
  /**
   * Whether a scale (gamma) is learned.
   * @defaultValue true
   */
  readonly scale?: boolean;
  /**
   * What the scale is filled with before training.
   * @defaultValue "ones"
   */
  readonly gammaInitializer?: InitializerSpec;
  /**
   * What the shift is filled with before training.
   * @defaultValue "zeros"
   */
  readonly betaInitializer?: InitializerSpec;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type BatchNormalizationParams = Filled<
  BatchNormalizationSpec,
  'momentum' | 'epsilon' | 'center' | 'scale' | 'gammaInitializer' | 'betaInitializer' | 'trainable'
>;

/** Scales the last axis of each row to mean 0 and variance 1, then by a learned scale and shift. */
export interface LayerNormalizationSpec {
  readonly kind: 'layer-normalization';
  /**
   * Added to the variance. From 1e-12.
   * @defaultValue 0.001
   */
  readonly epsilon?: number;
  /**
   * Whether a shift (beta) is learned.
   * @defaultValue true
   */
  readonly center?: boolean;
  /**
   * Whether a scale (gamma) is learned.
   * @defaultValue true
   */
  readonly scale?: boolean;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type LayerNormalizationParams = Filled<LayerNormalizationSpec, 'epsilon' | 'center' | 'scale' | 'trainable'>;

/** Sets numbers to 0 at random in training; the others are divided by 1 - rate. */
export interface DropoutSpec {
  readonly kind: 'dropout';
  /** Share that is dropped in training. From 0, below 1. */
  readonly rate: number;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type DropoutParams = Filled<DropoutSpec, 'trainable'>;

/** Sets whole channels to 0 at random in training; the others are divided by 1 - rate. */
export interface SpatialDropout2dSpec {
  readonly kind: 'spatial-dropout2d';
  /** Share that is dropped in training. From 0, below 1. */
  readonly rate: number;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type SpatialDropout2dParams = Filled<SpatialDropout2dSpec, 'trainable'>;

/** Adds normal numbers in training. */
export interface GaussianNoiseSpec {
  readonly kind: 'gaussian-noise';
  /** Standard deviation of what is added. From 0. */
  readonly stddev: number;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type GaussianNoiseParams = Filled<GaussianNoiseSpec, 'trainable'>;

/** A function of every number. */
export interface ActivationSpec {
  readonly kind: 'activation';
  /** Which function. */
  readonly activation: ActivationFunctionSpec;
  /** That of leaky-relu or elu, as in { kind: elu, alpha: 1 }. From 0. */
  readonly alpha?: number;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type ActivationParams = Filled<ActivationSpec, 'trainable'>;

/** Makes one axis of all. */
export interface FlattenSpec {
  readonly kind: 'flatten';
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type FlattenParams = Filled<FlattenSpec, 'trainable'>;

/** The same numbers in another shape. */
export interface ReshapeSpec {
  readonly kind: 'reshape';
  /** Without the batch axis; one entry may be -1. */
  readonly targetShape: readonly (number | -1)[];
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type ReshapeParams = Filled<ReshapeSpec, 'trainable'>;

/** The sum of two or more layers. */
export interface AddSpec {
  readonly kind: 'add';
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type AddParams = Filled<AddSpec, 'trainable'>;

/**
 * The product of two or more layers. Where one has the size 1 it counts for the whole axis: [1, 1, channels] scales
 * the channels of an image.
 */
export interface MultiplySpec {
  readonly kind: 'multiply';
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type MultiplyParams = Filled<MultiplySpec, 'trainable'>;

/** Two or more layers side by side, along the last axis. */
export interface ConcatenateSpec {
  readonly kind: 'concatenate';
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type ConcatenateParams = Filled<ConcatenateSpec, 'trainable'>;

/** Zeros around images. */
export interface ZeroPadding2dSpec {
  readonly kind: 'zero-padding2d';
  /**
   * One number for all sides, [rows, columns], or [[top, bottom], [left, right]].
   * @defaultValue 1
   */
  readonly padding?:
    | number
    | readonly [number, number]
    | readonly [readonly [number, number], readonly [number, number]];
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type ZeroPadding2dParams = Filled<ZeroPadding2dSpec, 'padding' | 'trainable'>;

/** input * scale + offset, with fixed numbers. */
export interface RescalingSpec {
  readonly kind: 'rescaling';
  /** What numbers are multiplied with. */
  readonly scale: number;
  /**
   * What is added afterwards.
   * @defaultValue 0
   */
  readonly offset?: number;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type RescalingParams = Filled<RescalingSpec, 'offset' | 'trainable'>;

/** Cuts rows and columns off the sides of images. */
export interface Cropping2dSpec {
  readonly kind: 'cropping2d';
  /**
   * One number for all sides, [rows, columns], or [[top, bottom], [left, right]].
   * @defaultValue 1
   */
  readonly cropping?:
    | number
    | readonly [number, number]
    | readonly [readonly [number, number], readonly [number, number]];
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type Cropping2dParams = Filled<Cropping2dSpec, 'cropping' | 'trainable'>;

/** Keeps the middle of images; of an odd rest one more is cut off at the end. */
export interface CenterCropSpec {
  readonly kind: 'center-crop';
  /** Rows that stay, at most as many as there are. Whole, from 1 to 1048576. */
  readonly height: number;
  /** Columns that stay, at most as many as there are. Whole, from 1 to 1048576. */
  readonly width: number;
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type CenterCropParams = Filled<CenterCropSpec, 'trainable'>;

/** Images of another size, without smoothing where they shrink. */
export interface ResizingSpec {
  readonly kind: 'resizing';
  /** Rows afterwards. Whole, from 1 to 1048576. */
  readonly height: number;
  /** Columns afterwards. Whole, from 1 to 1048576. */
  readonly width: number;
  /**
   * `bilinear`: of the two nearest places of each axis, by their distance. `nearest`: that of the nearest place.
   * @defaultValue "bilinear"
   */
  readonly interpolation?: 'bilinear' | 'nearest';
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type ResizingParams = Filled<ResizingSpec, 'interpolation' | 'trainable'>;

/** Images whose sides are a multiple of what they were. */
export interface UpSampling2dSpec {
  readonly kind: 'up-sampling2d';
  /**
   * By how much: one number for both axes, or [rows, columns].
   * @defaultValue 2
   */
  readonly size?: number | readonly [number, number];
  /**
   * `bilinear`: of the two nearest places of each axis, by their distance. `nearest`: that of the nearest place.
   * @defaultValue "nearest"
   */
  readonly interpolation?: 'bilinear' | 'nearest';
  /** Unique in the network. Without it Keras's: conv2d, conv2d_1 and so on. */
  readonly name?: string;
  /** Names of layers whose outputs this one reads, `input` for the network's input. Without it the one before. */
  readonly inputs?: readonly string[];
  /**
   * False freezes the layer: its parameters stay, and batch normalization uses its moving statistics.
   * @defaultValue true
   */
  readonly trainable?: boolean;
}

/** With the defaults filled in. */
export type UpSampling2dParams = Filled<UpSampling2dSpec, 'size' | 'interpolation' | 'trainable'>;

/** A layer. */
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
  | MultiplySpec
  | ConcatenateSpec
  | ZeroPadding2dSpec
  | RescalingSpec
  | Cropping2dSpec
  | CenterCropSpec
  | ResizingSpec
  | UpSampling2dSpec;

/** With the defaults filled in. */
export type LayerParams =
  | DenseParams
  | Conv2dParams
  | DepthwiseConv2dParams
  | MaxPooling2dParams
  | AveragePooling2dParams
  | GlobalAveragePooling2dParams
  | BatchNormalizationParams
  | LayerNormalizationParams
  | DropoutParams
  | SpatialDropout2dParams
  | GaussianNoiseParams
  | ActivationParams
  | FlattenParams
  | ReshapeParams
  | AddParams
  | MultiplyParams
  | ConcatenateParams
  | ZeroPadding2dParams
  | RescalingParams
  | Cropping2dParams
  | CenterCropParams
  | ResizingParams
  | UpSampling2dParams;

/** Penalty on a kernel, added to the loss: l1 * sum |w| + l2 * sum w^2 (no half, as in Keras). */
export interface RegularizerSpec {
  /**
   * Weight of the sum of absolute values. From 0.
   * @defaultValue 0
   */
  readonly l1?: number;
  /**
   * Weight of the sum of squares. From 0.
   * @defaultValue 0
   */
  readonly l2?: number;
}

/** With the defaults filled in. */
export interface RegularizerParams {
  readonly l1: number;
  readonly l2: number;
}

/** A network: layers one after the other, or a graph where layers name their inputs. */
export interface NetworkSpec {
  /** The name of the network. */
  readonly name?: string;
  /** Shape of one row without the batch axis: [height, width, channels] or [columns]. Without it the data's. */
  readonly inputShape?: readonly number[];
  /** A layer may read any layer above it. The last layer's output is the network's. */
  readonly layers: readonly LayerSpec[];
}

/** With the defaults filled in. */
export interface NetworkParams {
  readonly name?: string;
  readonly inputShape?: readonly number[];
  readonly layers: readonly LayerParams[];
}

/** A multi-layer perceptron: flatten, hidden layers, softmax. */
export interface MlpSpec {
  /** A multi-layer perceptron: flatten, hidden layers, softmax. */
  readonly zoo: 'mlp';
  /** Units of each hidden layer, the first one first. */
  readonly hidden: readonly number[];
  /**
   * Of the hidden layers.
   * @defaultValue "relu"
   */
  readonly activation?: ActivationFunctionSpec;
  /**
   * L2 penalty on every kernel, the output's too. From 0.
   * @defaultValue 0
   */
  readonly l2?: number;
  /**
   * Share of the units of each hidden layer that is dropped. From 0, below 1.
   * @defaultValue 0
   */
  readonly dropout?: number;
  /**
   * Of the kernels and, where it is `pytorch-default`, of the biases.
   * @defaultValue "glorot-uniform"
   */
  readonly initializer?: InitializerSpec;
  /**
   * Numbers that come out. A pipeline takes them from the data. Whole, from 1 to 65536.
   * @defaultValue 10
   */
  readonly classes?: number;
  /** Shape of one row, [height, width, channels] or [columns]. Without it the data's. */
  readonly inputShape?: readonly number[];
}

/** With the defaults filled in. */
export interface MlpParams {
  readonly zoo: 'mlp';
  readonly hidden: readonly number[];
  readonly activation: ActivationFunctionSpec;
  readonly l2: number;
  readonly dropout: number;
  readonly initializer: InitializerSpec;
  readonly classes: number;
  readonly inputShape?: readonly number[];
}

/** Convolutions with ReLU and max pooling one after the other, then dense layers. */
export interface ConvnetSpec {
  /** Convolutions with ReLU and max pooling one after the other, then dense layers. */
  readonly zoo: 'convnet';
  /** Filters of each convolution, the first one first. */
  readonly filters: readonly number[];
  /**
   * Of the convolutions: one number for both axes, or [rows, columns].
   * @defaultValue 3
   */
  readonly kernelSize?: number | readonly [number, number];
  /**
   * Of the convolutions.
   * @defaultValue "same"
   */
  readonly padding?: 'valid' | 'same';
  /**
   * Of the convolutions: one number for both axes, or [rows, columns].
   * @defaultValue 1
   */
  readonly strides?: number | readonly [number, number];
  /**
   * Of the poolings: one number for both axes, or [rows, columns].
   * @defaultValue 2
   */
  readonly poolSize?: number | readonly [number, number];
  /**
   * Of the poolings.
   * @defaultValue "valid"
   */
  readonly poolPadding?: 'valid' | 'same';
  /** How many of the convolutions, from the first, are followed by max pooling. Without it all. Whole, from 0 to 1000. */
  readonly poolings?: number;
  /**
   * Batch normalization after each convolution that is pooled, before the pooling.
   * @defaultValue false
   */
  readonly batchNormalization?: boolean;
  /**
   * Share that is dropped after each pooling and each hidden dense layer. From 0, below 1.
   * @defaultValue 0
   */
  readonly dropout?: number;
  /**
   * Standard deviation of Gaussian noise that is added to the input. From 0.
   * @defaultValue 0
   */
  readonly noise?: number;
  /**
   * Units of the hidden dense layers.
   * @defaultValue []
   */
  readonly dense?: readonly number[];
  /**
   * L2 penalty on the dense kernels, the output's too. From 0.
   * @defaultValue 0
   */
  readonly denseL2?: number;
  /**
   * L2 penalty on the convolutions' kernels. From 0.
   * @defaultValue 0
   */
  readonly convL2?: number;
  /**
   * Numbers that come out. A pipeline takes them from the data. Whole, from 1 to 65536.
   * @defaultValue 10
   */
  readonly classes?: number;
  /** Shape of one row, [height, width, channels] or [columns]. Without it the data's. */
  readonly inputShape?: readonly number[];
}

/** With the defaults filled in. */
export interface ConvnetParams {
  readonly zoo: 'convnet';
  readonly filters: readonly number[];
  readonly kernelSize: number | readonly [number, number];
  readonly padding: 'valid' | 'same';
  readonly strides: number | readonly [number, number];
  readonly poolSize: number | readonly [number, number];
  readonly poolPadding: 'valid' | 'same';
  readonly poolings?: number;
  readonly batchNormalization: boolean;
  readonly dropout: number;
  readonly noise: number;
  readonly dense: readonly number[];
  readonly denseL2: number;
  readonly convL2: number;
  readonly classes: number;
  readonly inputShape?: readonly number[];
}

/** Five blocks of convolution, ReLU, pooling, batch normalization and dropout, then dense layers. */
export interface LenetSpec {
  /** Five blocks of convolution, ReLU, pooling, batch normalization and dropout, then dense layers. */
  readonly zoo: 'lenet';
  /**
   * Numbers that come out. A pipeline takes them from the data. Whole, from 1 to 65536.
   * @defaultValue 10
   */
  readonly classes?: number;
  /** Shape of one row, [height, width, channels] or [columns]. Without it the data's. */
  readonly inputShape?: readonly number[];
}

/** With the defaults filled in. */
export interface LenetParams {
  readonly zoo: 'lenet';
  readonly classes: number;
  readonly inputShape?: readonly number[];
}

/** GoogLeNet for small images, cut down to the modules 3a 3b 4a 4b 4c. */
export interface GooglenetSpec {
  /** GoogLeNet for small images, cut down to the modules 3a 3b 4a 4b 4c. */
  readonly zoo: 'googlenet';
  /**
   * Numbers that come out. A pipeline takes them from the data. Whole, from 1 to 65536.
   * @defaultValue 10
   */
  readonly classes?: number;
  /** Shape of one row, [height, width, channels] or [columns]. Without it the data's. */
  readonly inputShape?: readonly number[];
}

/** With the defaults filled in. */
export interface GooglenetParams {
  readonly zoo: 'googlenet';
  readonly classes: number;
  readonly inputShape?: readonly number[];
}

/** GoogLeNet for small images with all nine modules. */
export interface GooglenetFullSpec {
  /** GoogLeNet for small images with all nine modules. */
  readonly zoo: 'googlenet-full';
  /**
   * Numbers that come out. A pipeline takes them from the data. Whole, from 1 to 65536.
   * @defaultValue 10
   */
  readonly classes?: number;
  /** Shape of one row, [height, width, channels] or [columns]. Without it the data's. */
  readonly inputShape?: readonly number[];
}

/** With the defaults filled in. */
export interface GooglenetFullParams {
  readonly zoo: 'googlenet-full';
  readonly classes: number;
  readonly inputShape?: readonly number[];
}

/** A network of nine weight layers with two residual blocks. */
export interface Resnet9Spec {
  /** A network of nine weight layers with two residual blocks. */
  readonly zoo: 'resnet9';
  /**
   * Numbers that come out. A pipeline takes them from the data. Whole, from 1 to 65536.
   * @defaultValue 10
   */
  readonly classes?: number;
  /** Shape of one row, [height, width, channels] or [columns]. Without it the data's. */
  readonly inputShape?: readonly number[];
}

/** With the defaults filled in. */
export interface Resnet9Params {
  readonly zoo: 'resnet9';
  readonly classes: number;
  readonly inputShape?: readonly number[];
}

/**
 * What training makes small, without penalties.
 *
 * - `cross-entropy`: Mean of -log p(true class), p being the softmax of the logits.
 * - `mean-squared-error`: Mean of the squared distances between outputs and targets, 1 for the true class and 0 elsewhere.
 */
export type LossKind = 'cross-entropy' | 'mean-squared-error';
