import type { NetworkNode } from '@selvedge/networks/types';
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, dimsOf, type Sizes, toLayout } from '../graph/layout.js';
import type { Lowered, Lowering } from './lowering.js';

/** Dropout and spatial dropout: times a random mask, which is an input of the graph. Nothing at prediction. */
export function lowerDropout(context: Lowering, node: NetworkNode, [input]: readonly Activation[]): Lowered {
  if (!context.training) return unchanged(input);
  const { g, sizes } = context;
  const spatial = node.operation.kind === 'spatial-dropout2d';
  const channels = input.shape[input.shape.length - 1];
  const drawn = context.noise(node, spatial ? [1, 1, channels] : input.shape);
  const mask = toLayout(g, sizes, drawn, input.shape.length === 3 ? input.layout : 'rows').name;
  const times =
    spatial && input.layout === 'blocked'
      ? (value: Name) => timesPerChannel(g, sizes, value, mask, input.shape)
      : (value: Name) => g.multiply(value, mask);
  return {
    output: { ...input, name: times(input.name) },
    backward: (gradient) => [{ ...input, name: times(gradient) }],
  };
}

/** Adds normal noise, which is an input of the graph. Nothing at prediction. */
export function lowerGaussianNoise(context: Lowering, node: NetworkNode, [input]: readonly Activation[]): Lowered {
  if (!context.training) return unchanged(input);
  const { g, sizes } = context;
  const noise = toLayout(g, sizes, context.noise(node, input.shape), input.layout).name;
  return {
    output: { ...input, name: g.add(input.name, noise) },
    backward: (gradient) => [{ ...input, name: gradient }],
  };
}

/** The channels of a block lie innermost, so one number per image and channel is spread over the places before them. */
function timesPerChannel(g: GraphBuilder, sizes: Sizes, value: Name, mask: Name, shape: readonly number[]): Name {
  const dims = dimsOf(sizes, 'blocked', shape);
  const [batch, channels, height, width] = dims;
  const blocks = channels / sizes.block;
  const apart = g.reshape(value, [batch, blocks, height * width, sizes.block]);
  return g.reshape(g.multiply(apart, g.reshape(mask, [batch, blocks, 1, sizes.block])), dims);
}

function unchanged(input: Activation): Lowered {
  return { output: input, backward: (gradient) => [{ ...input, name: gradient }] };
}
