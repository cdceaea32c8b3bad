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
  readonly kind: 'leakyRelu';
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
  readonly kind: 'logSoftmax';
}

/** With the defaults filled in. */
export type LogSoftmaxParams = LogSoftmaxSpec;

/** x * sigmoid(x). */
export interface SwishSpec {
  readonly kind: 'swish';
}

/** With the defaults filled in. */
export type SwishParams = SwishSpec;

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
  readonly kind: 'hardSwish';
}

/** With the defaults filled in. */
export type HardSwishParams = HardSwishSpec;

/** A function of every number of an output (softmax and logSoftmax: of its last axis). */
export type ActivationFunctionSpec =
  | 'linear'
  | 'relu'
  | 'leakyRelu'
  | 'elu'
  | 'gelu'
  | 'tanh'
  | 'sigmoid'
  | 'softmax'
  | 'logSoftmax'
  | 'swish'
  | 'mish'
  | 'softplus'
  | 'hardSwish'
  | LinearSpec
  | ReluSpec
  | LeakyReluSpec
  | EluSpec
  | GeluSpec
  | TanhSpec
  | SigmoidSpec
  | SoftmaxSpec
  | LogSoftmaxSpec
  | SwishSpec
  | MishSpec
  | SoftplusSpec
  | HardSwishSpec;

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
  | SwishParams
  | MishParams
  | SoftplusParams
  | HardSwishParams;
