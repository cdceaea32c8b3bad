import type { NetworkNode } from '../../declaration/network.js';
import { type Activation, toLayout } from '../graph/layout.js';
import type { Lowered, Lowering } from './lowering.js';

/** Dropout and spatial dropout: times a random mask, which is an input of the graph. Nothing at prediction. */
export function lowerDropout(context: Lowering, node: NetworkNode, [input]: readonly Activation[]): Lowered {
  if (!context.training) return unchanged(input);
  const { g, sizes } = context;
  const spatial = node.operation.kind === 'spatial-dropout2d';
  const channels = input.shape[input.shape.length - 1];
  const drawn = context.noise(node, spatial ? [1, 1, channels] : input.shape);
  const mask = toLayout(g, sizes, drawn, input.shape.length === 3 ? input.layout : 'rows').name;
  return {
    output: { ...input, name: g.multiply(input.name, mask) },
    backward: (gradient) => [{ ...input, name: g.multiply(gradient, mask) }],
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

function unchanged(input: Activation): Lowered {
  return { output: input, backward: (gradient) => [{ ...input, name: gradient }] };
}
