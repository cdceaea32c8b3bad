import { numbersIn, unreachable } from '@selvedge/data/checks';
import { activations } from '@selvedge/networks';
import { fillDropoutMask, fillGaussianNoise, noiseKey } from '@selvedge/networks/engine';
import type { AxisMap, NetworkNode, NodeOperation } from '@selvedge/networks/types';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { tensorArithmetic } from './arithmetic.js';
import { convolve } from './convolution.js';
import { padded, paddingOf } from './padding.js';
import type { TensorFlow } from './tensorflow.js';

/** One forward pass. */
export interface Pass {
  readonly tf: TensorFlow;
  readonly rows: number;
  /** Absent in inference mode. */
  readonly training?: { readonly seed: number; readonly step: number };
  /** Receives the mean and the variance that batch normalisation saw in training, kept beyond the tidy scope. */
  readonly onMoments: (node: NetworkNode, mean: Tensor, variance: Tensor) => void;
}

/** A node's output from its inputs, parameters and moving statistics. */
export function forward(
  node: NetworkNode,
  inputs: readonly Tensor[],
  parameters: readonly Tensor[],
  state: readonly Tensor[],
  pass: Pass,
): Tensor {
  const { tf, rows } = pass;
  const { operation } = node;
  const [x] = inputs;
  switch (operation.kind) {
    case 'input':
      return x;
    case 'dense': {
      const product = tf.matMul(x as Tensor2D, parameters[0] as Tensor2D);
      return operation.useBias ? tf.add(product, parameters[1]) : product;
    }
    case 'conv2d': {
      const product = convolve(tf, x as Tensor4D, parameters[0] as Tensor4D, operation);
      return operation.useBias ? tf.add(product, parameters[1]) : product;
    }
    case 'max-pooling2d':
      return tf.maxPool(x as Tensor4D, [...operation.poolSize], [...operation.strides], paddingOf(operation.pads));
    case 'average-pooling2d':
      return tf.avgPool(x as Tensor4D, [...operation.poolSize], [...operation.strides], paddingOf(operation.pads));
    case 'global-average-pooling2d':
      return tf.mean(x, [1, 2]);
    case 'batch-normalization':
      return batchNormalization(node, operation, x, parameters, state, pass);
    case 'layer-normalization': {
      const { mean, variance } = tf.moments(x, [x.rank - 1], true);
      return affine(tf, normalized(tf, x, mean, variance, operation.epsilon), parameters, operation);
    }
    case 'dropout':
    case 'spatial-dropout2d':
    case 'gaussian-noise':
      return pass.training ? noisy(node, operation, x, pass, pass.training) : x;
    case 'activation':
      return activations.definitionOf(operation.activation.kind).formula(tensorArithmetic(tf), x, operation.activation)
        .y;
    case 'reshape':
      return tf.reshape(x, [rows, ...operation.targetShape]);
    case 'add':
      return inputs.reduce((sum, each) => tf.add(sum, each));
    case 'multiply':
      return inputs.reduce((product, each) => tf.mul(product, each));
    case 'concatenate':
      return tf.concat([...inputs], x.rank - 1);
    case 'zero-padding2d':
      return padded(tf, x as Tensor4D, operation.pads);
    case 'axis-maps':
      return mapped(tf, x, node, operation);
    case 'rescaling':
      return tf.add(tf.mul(x, operation.scale), operation.offset);
    default:
      return unreachable(operation);
  }
}

type OperationOf<K extends NodeOperation['kind']> = Extract<NodeOperation, { kind: K }>;

/** [height out, height] x [rows, height, width * channels], then [width out, width] x [rows * height out, width, channels]. */
function mapped(tf: TensorFlow, x: Tensor, node: NetworkNode, maps: OperationOf<'axis-maps'>): Tensor {
  const [[height, width, channels]] = node.inputShapes;
  const matrix = (map: AxisMap): Tensor => tf.tensor(map.flat(), [1, map.length, map[0].length]);
  const tall = tf.matMul(matrix(maps.rows), tf.reshape(x, [-1, height, width * channels]));
  const wide = tf.matMul(matrix(maps.columns), tf.reshape(tall, [-1, width, channels]));
  return tf.reshape(wide, [-1, ...node.outputShape]);
}

function batchNormalization(
  node: NetworkNode,
  operation: OperationOf<'batch-normalization'>,
  x: Tensor,
  parameters: readonly Tensor[],
  state: readonly Tensor[],
  { tf, training, onMoments }: Pass,
): Tensor {
  const { epsilon } = operation;
  if (training === undefined || !node.trainable) {
    return affine(tf, normalized(tf, x, state[0], state[1], epsilon), parameters, operation);
  }
  const axes = Array.from({ length: x.rank - 1 }, (_, axis) => axis);
  const { mean, variance } = tf.moments(x, axes);
  onMoments(node, mean, variance);
  return affine(tf, normalized(tf, x, mean, variance, epsilon), parameters, operation);
}

const normalized = (tf: TensorFlow, x: Tensor, mean: Tensor, variance: Tensor, epsilon: number): Tensor =>
  tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));

function affine(
  tf: TensorFlow,
  x: Tensor,
  parameters: readonly Tensor[],
  { scale, center }: { readonly scale: boolean; readonly center: boolean },
): Tensor {
  const scaled = scale ? tf.mul(x, parameters[0]) : x;
  return center ? tf.add(scaled, parameters[scale ? 1 : 0]) : scaled;
}

function noisy(
  node: NetworkNode,
  operation: OperationOf<'dropout' | 'gaussian-noise'> | OperationOf<'spatial-dropout2d'>,
  x: Tensor,
  { tf, rows }: Pass,
  { seed, step }: { readonly seed: number; readonly step: number },
): Tensor {
  const key = noiseKey(seed, step, node.index);
  const shape = node.outputShape;
  const whole = (): Float32Array => new Float32Array(rows * numbersIn(shape));
  if (operation.kind === 'gaussian-noise') {
    return tf.add(x, tf.tensor(fillGaussianNoise(whole(), key, operation.stddev), [rows, ...shape]));
  }
  if (operation.kind === 'dropout') {
    return tf.mul(x, tf.tensor(fillDropoutMask(whole(), key, operation.rate), [rows, ...shape]));
  }
  const channels = shape[shape.length - 1];
  const mask = fillDropoutMask(new Float32Array(rows * channels), key, operation.rate);
  return tf.mul(x, tf.tensor(mask, [rows, 1, 1, channels]));
}
