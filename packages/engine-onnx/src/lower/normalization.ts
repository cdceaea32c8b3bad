import { numbersIn } from '@selvedge/data/checks';
import type { NetworkNode } from '@selvedge/networks/types';
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, toLayout } from '../graph/layout.js';
import type { Lowered, Lowering } from './lowering.js';
import type { NodeOf } from './node-of.js';

/** Over all axes but the channels: statistics of the batch in training, moving ones else. */
export function lowerBatchNormalization(
  context: Lowering,
  node: NodeOf<'batch-normalization'>,
  [input]: readonly Activation[],
): Lowered {
  const { g, sizes } = context;
  const x = input.layout === 'blocked' ? toLayout(g, sizes, input, 'nchw') : input;
  const channels = x.shape[x.shape.length - 1];
  const rank = x.shape.length + 1;
  const channelAxis = x.layout === 'nchw' ? 1 : rank - 1;
  const axes = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== channelAxis);
  const broadcast = axes[axes.length - 1] > channelAxis ? [channels, 1, 1] : [channels];
  const perChannel = (name: Name | undefined): Name | undefined =>
    name === undefined || broadcast.length === 1 ? name : g.reshape(name, broadcast);

  const measures = context.training && node.trainable;
  const most = measures ? g.mean(x.name, axes) : (perChannel(context.state(node, 'moving-mean')) as Name);
  const nearlyCentred = g.subtract(x.name, most);
  // What rounding left of a large mean is measured again.
  const rest = measures ? g.mean(nearlyCentred, axes) : undefined;
  const centred = rest === undefined ? nearlyCentred : g.subtract(nearlyCentred, rest);
  const variance = measures
    ? g.mean(g.multiply(centred, centred), axes)
    : (perChannel(context.state(node, 'moving-variance')) as Name);
  if (rest !== undefined) {
    context.setSeen(node, 'moving-mean', g.reshape(g.add(most, rest), [channels]));
    context.setSeen(node, 'moving-variance', g.reshape(variance, [channels]));
  }
  const gamma = perChannel(context.parameter(node, 'gamma'));
  const beta = perChannel(context.parameter(node, 'beta'));
  const inverse = inverseDeviation(g, variance, node.operation.epsilon);
  const normalized = g.multiply(centred, inverse);
  const y = affine(g, normalized, gamma, beta);

  return {
    output: { ...x, name: y },
    backward(gradient, [wanted]) {
      const sumOfGradient = g.sum(gradient, axes);
      const sumOfProduct = g.sum(g.multiply(gradient, normalized), axes);
      if (node.trainable) {
        if (gamma !== undefined) context.setGradient(node, 'gamma', g.reshape(sumOfProduct, [channels]));
        if (beta !== undefined) context.setGradient(node, 'beta', g.reshape(sumOfGradient, [channels]));
      }
      if (!wanted) return [undefined];
      const scale = gamma === undefined ? inverse : g.multiply(inverse, gamma);
      if (!measures) return [{ ...x, name: g.multiply(gradient, scale) }];
      const count = sizes.batch * (numbersIn(x.shape) / channels);
      const dependent = g.add(sumOfGradient, g.multiply(normalized, sumOfProduct));
      const dx = g.multiply(g.subtract(gradient, g.scale(dependent, 1 / count)), scale);
      return [{ ...x, name: dx }];
    },
  };
}

/** Over the last axis of each row. */
export function lowerLayerNormalization(
  context: Lowering,
  node: NodeOf<'layer-normalization'>,
  [input]: readonly Activation[],
): Lowered {
  const { g, sizes } = context;
  const x = toLayout(g, sizes, input, 'rows');
  const columns = x.shape[x.shape.length - 1];
  const last = [x.shape.length];
  const gamma = context.parameter(node, 'gamma');
  const beta = context.parameter(node, 'beta');
  const centred = g.subtract(x.name, g.mean(x.name, last));
  const inverse = inverseDeviation(g, g.mean(g.multiply(centred, centred), last), node.operation.epsilon);
  const normalized = g.multiply(centred, inverse);

  return {
    output: { ...x, name: affine(g, normalized, gamma, beta) },
    backward(gradient, [wanted]) {
      if (node.trainable) parameterGradients(context, node, gradient, normalized, columns);
      if (!wanted) return [undefined];
      const inner = gamma === undefined ? gradient : g.multiply(gradient, gamma);
      const meanOfProduct = g.mean(g.multiply(inner, normalized), last);
      const dependent = g.add(g.mean(inner, last), g.multiply(normalized, meanOfProduct));
      return [{ ...x, name: g.multiply(g.subtract(inner, dependent), inverse) }];
    },
  };
}

function parameterGradients(context: Lowering, node: NetworkNode, dy: Name, normalized: Name, columns: number): void {
  const { g } = context;
  const overRows = (name: Name): Name => g.sum(g.reshape(name, [-1, columns]), [0], false);
  for (const { role } of node.parameters) {
    context.setGradient(node, role, overRows(role === 'gamma' ? g.multiply(dy, normalized) : dy));
  }
}

const inverseDeviation = (g: GraphBuilder, variance: Name, epsilon: number): Name =>
  g.op('Reciprocal', [g.op('Sqrt', [g.add(variance, g.scalar(epsilon))])]);

function affine(g: GraphBuilder, normalized: Name, gamma: Name | undefined, beta: Name | undefined): Name {
  const scaled = gamma === undefined ? normalized : g.multiply(normalized, gamma);
  return beta === undefined ? scaled : g.add(scaled, beta);
}
