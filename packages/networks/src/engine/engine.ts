import type { Network } from '../declaration/network.js';
import type { LossKind } from '../specs.generated.js';

/*
 * The agreement between the trainer and the engines. Both engines, and the plain reference in `testing/reference`, keep it.
 *
 * Layout. Rows of features and every activation are row-major [batch, height, width, channels] or [batch, columns], as
 *   Keras has them; kernels are [rows, columns, in / groups, filters] and [in, units]. "Canonical" means: the flat
 *   array that `Network.parameters` (or `Network.state`) describes. An engine may keep its parameters in another order
 *   and padded, as long as the optimiser can work on it number by number: padding must stay 0 and have gradient 0.
 *   `ParameterLayout` says where each slot lies and converts.
 * Threads. An engine works where it is called and may block. The trainer puts it into a worker thread
 *   (`session` of `@selvedge/neural`), together with the optimiser: what crosses the threads are batches in, losses out.
 * Loss. Cross-entropy: loss = - sum(targets * logSoftmax(logits)) / rows, whatever the head is; its gradient in the
 *   logits is (softmax(logits) * sum(targets of the row) - targets) / rows. Targets are any non-negative numbers:
 *   one-hot, smoothed, mixed and class-weighted rows all come in this way. Mean squared error: the mean over rows and
 *   outputs of (y - target)^2, times the row's weight, with y the output after the head. Both without penalties: L1 and L2 are the optimiser's.
 * Batch. `step` gets 1 ... `batchSize` rows; the mean and batch normalisation are over the rows that came, so the
 *   last, smaller batch of an epoch is exact.
 * Batch normalisation in training: mean and biased variance (divided by n) over all axes but the last,
 *   (x - mean) / sqrt(variance + epsilon) * gamma + beta; afterwards moving = momentum * moving + (1 - momentum) * seen,
 *   with the same biased variance (as Keras 3 and tfjs; PyTorch and fused tf.keras keep the unbiased one). A frozen
 *   one, and every one in `predict`, uses the moving statistics.
 * Randomness. Dropout and noise of node k in step s come from `random/noise`: number i of the node's output (row-major
 *   over the whole batch; over [batch, channels] for spatial dropout) is a function of (seed, s, k, i) alone. All
 *   engines use these functions, so they draw the same masks and a resumed run draws them again.
 * Denormal numbers count as 0 where the runtime can do that (`onnx/flush-denormals`): gradients
 *   of a network that has learned its rows by heart become denormal, and a step of the MLP then took 28 times as long.
 * Max pooling sends the gradient to the first maximum in row-major order of its window; relu's slope at 0 is 0.
 */

export interface CompileOptions {
  /** The most rows that `step` will get. Absent: the network is only asked to predict. */
  readonly batchSize?: number;
  /** Default `cross-entropy`. */
  readonly loss?: LossKind;
  /** Threads for arithmetic; default: the engine's choice. Part of a run's identity: sums may round otherwise. */
  readonly threads?: number;
  /** The most rows that `predict` works on at once. Default: the engine's choice. */
  readonly predictBatchSize?: number;
  /**
   * Called once by `compile`, if at all, for the arrays `parameters` and `gradients`, both of this many numbers. The
   * trainer hands out WASM memory in which the optimiser can reach them without a copy. Filled with zeros.
   */
  readonly allocate?: (length: number) => { readonly parameters: Float32Array; readonly gradients: Float32Array };
}

/** Where the parameters lie in an engine's own array. */
export interface ParameterLayout {
  /** Numbers in the engine's array, padding included. */
  readonly length: number;
  /** Per slot of `Network.parameters`, in that order: the stretch that holds it and nothing else but padding. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** From the engine's order (parameters, gradients, moments ...) to the canonical one. */
  toCanonical(own: Float32Array): Float32Array;
  /** Into the engine's order. `own` is overwritten, padding with 0. */
  fromCanonical(canonical: Float32Array, own: Float32Array): void;
}

/** One batch for training. */
export interface TrainBatch {
  /** rows x product of the input shape */
  readonly features: Float32Array;
  /** rows x outputs */
  readonly targets: Float32Array;
  /** Per row: what its mean squared error is multiplied with; absent: 1. Cross-entropy is weighted by its targets. */
  readonly weights?: Float32Array;
  readonly rows: number;
  /** Counts the steps of the whole run from 0. With the seed it names the dropout masks. */
  readonly step: number;
  readonly seed: number;
}

/** A network ready to compute, in the calling thread. */
export interface CompiledNetwork {
  /** What runs, where the engine's own description does not fit: with another number of threads. */
  readonly description?: string;
  readonly layout: ParameterLayout;
  /** Live, in the engine's order: what the optimiser writes is what the next call computes with. */
  readonly parameters: Float32Array;
  /** Live, in the engine's order: filled by `step`. Numbers of frozen slots are not defined. */
  readonly gradients: Float32Array;
  /** Live, canonical: the moving statistics. `step` updates them. */
  readonly state: Float32Array;
  /**
   * Forward and backward pass: fills `gradients`, updates `state`, leaves `parameters` alone.
   *
   * @returns the loss without penalties, and the outputs before the head (rows x outputs; may be reused by the next
   * call) when the engine has them at hand
   */
  step(batch: TrainBatch): Promise<{ readonly loss: number; readonly outputs?: Float32Array }>;
  /**
   * Forward pass in inference mode.
   *
   * @param features - rows x product of the input shape, any number of rows
   * @param isUnchanged - nothing was written into `parameters` and `state` since the last prediction: spares an engine
   * that prepares its weights from finding out. Default false
   * @returns rows x outputs, before the head (logits), in an array of its own
   */
  predict(features: Float32Array, rows: number, isUnchanged?: boolean): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export interface Engine {
  readonly name: 'onnx' | 'tfjs' | 'reference';
  /** What runs, for people and for the run's record: `onnxruntime-node 1.30, blocked convolution, 2 threads`. */
  readonly description: string;
  /** @throws SelvedgeError `unsupported` naming the layer that this engine cannot run */
  compile(network: Network, options?: CompileOptions): Promise<CompiledNetwork>;
}
