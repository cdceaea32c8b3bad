// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, dimsOf } from '../graph/layout.js';
import type { Lowered, Lowering } from '../lower/lowering.js';
import type { NodeOf } from '../lower/node-of.js';
import { channelAffine, channelMeans, channelProducts, padChannels, takeChannels } from './channels.js';

/**
 * Batch normalisation on blocked memory. Forward: a sum, an affine step that takes the mean away, two sums and an affine
 * step. Backward: two sums and a sum of affine steps.
 *
 * Everything after the first sum works on x less its mean: E[x^2] - E[x]^2 has no digit left where a channel's mean is
 * thousands of its deviations. What rounding left of the mean is measured again.
 */
export function lowerBlockedBatchNormalization(
  context: Lowering,
  node: NodeOf<'batch-normalization'>,
  [x]: readonly Activation[],
  relu: boolean,
): Lowered {
  const { g, sizes } = context;
  const dims = dimsOf(sizes, 'blocked', x.shape);
  const channels = x.shape[2];
  const pad = (name: Name | undefined): Name | undefined =>
    name === undefined ? undefined : padChannels(g, sizes, name, channels);
  const gamma = pad(context.parameter(node, 'gamma'));
  const beta = pad(context.parameter(node, 'beta'));
  const measures = context.training && node.trainable;
  const { from, mean, variance } = measures ? measured(context, node, x, dims) : moving(context, node, x);
  const inverse = g.op('Reciprocal', [g.op('Sqrt', [g.add(variance, g.scalar(node.operation.epsilon))])]);
  const scale = gamma === undefined ? inverse : g.multiply(inverse, gamma);
  const lowered = g.multiply(mean, scale);
  const shift = beta === undefined ? g.op('Neg', [lowered]) : g.subtract(beta, lowered);

  return {
    output: { ...x, name: channelAffine(g, from, dims, scale, { shift, relu }) },
    backward(dy, [wanted]) {
      if (!measures) return [wanted ? { ...x, name: channelAffine(g, dy, dims, scale, {}) } : undefined];
      const count = dims[0] * dims[2] * dims[3];
      const meanDy = channelMeans(context, dy, dims);
      const meanProduct = channelProducts(g, dy, from, dims);
      // Mean of dy times the normalised x.
      const along = g.multiply(inverse, g.subtract(meanProduct, g.multiply(mean, meanDy)));
      if (gamma !== undefined) context.setGradient(node, 'gamma', total(g, along));
      if (beta !== undefined) context.setGradient(node, 'beta', total(g, meanDy));
      if (!wanted) return [undefined];
      // scale (dy - mean dy - normalised x * along) = scale dy + slope x + constant
      const slope = g.op('Neg', [g.multiply(g.multiply(scale, inverse), along)]);
      const constant = g.op('Neg', [g.add(g.multiply(scale, meanDy), g.multiply(slope, mean))]);
      const added = channelAffine(g, from, dims, slope, {});
      return [{ ...x, name: channelAffine(g, dy, dims, scale, { shift: constant, added }) }];

      function total(builder: GraphBuilder, value: Name): Name {
        return takeChannels(builder, sizes, builder.scale(value, count), channels);
      }
    },
  };
}

interface Moments {
  /** What is normalised, in blocks: x, or x less most of its mean. */
  readonly from: Name;
  /** Of `from`. */
  readonly mean: Name;
  readonly variance: Name;
}

function measured(
  context: Lowering,
  node: NodeOf<'batch-normalization'>,
  x: Activation,
  dims: readonly number[],
): Moments {
  const { g, sizes } = context;
  const ones = g.constant(new Float32Array(dims[1]).fill(1), [dims[1]], `ones ${dims[1]}`);
  const most = channelMeans(context, x.name, dims);
  const from = channelAffine(g, x.name, dims, ones, { shift: g.op('Neg', [most]) });
  const mean = channelMeans(context, from, dims);
  const squares = channelProducts(g, from, from, dims);
  const variance = g.op('Max', [g.subtract(squares, g.multiply(mean, mean)), g.scalar(0)]);
  context.setSeen(node, 'moving-mean', takeChannels(g, sizes, g.add(most, mean), x.shape[2]));
  context.setSeen(node, 'moving-variance', takeChannels(g, sizes, variance, x.shape[2]));
  return { from, mean, variance };
}

function moving(context: Lowering, node: NodeOf<'batch-normalization'>, x: Activation): Moments {
  const { g, sizes } = context;
  return {
    from: x.name,
    mean: padChannels(g, sizes, context.state(node, 'moving-mean'), x.shape[2]),
    variance: padChannels(g, sizes, context.state(node, 'moving-variance'), x.shape[2]),
  };
}
