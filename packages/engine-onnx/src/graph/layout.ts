import { unreachable } from '@selvedge/data/checks';
import type { GraphBuilder, Name } from './graph-builder.js';

/**
 * How an activation lies in memory.
 *
 * - `rows`: [batch, ...shape] as declared; images are [batch, height, width, channels]
 * - `nchw`: images as [batch, channels, height, width], which ONNX's own image operators read
 * - `blocked`: images as [batch, channels / block, height, width, block], channels padded with zeros, under the
 *   dimensions [batch, padded channels, height, width]: what ONNX Runtime's `nchwc` operators read
 */
export type Layout = 'rows' | 'nchw' | 'blocked';

/** An activation: a value of the graph, and how it lies there. */
export interface Activation {
  readonly name: Name;
  readonly layout: Layout;
  /** Of one row, as declared. */
  readonly shape: readonly number[];
}

/** What a layout needs to know in addition to the shape. */
export interface Sizes {
  /** Rows of a batch; -1 where it may vary. */
  readonly batch: number;
  /** Channels per block of the blocked layout. */
  readonly block: number;
}

export const padded = (channels: number, block: number): number => Math.ceil(channels / block) * block;

/** The dimensions of an activation in the graph. */
export function dimsOf({ batch, block }: Sizes, layout: Layout, shape: readonly number[]): number[] {
  switch (layout) {
    case 'rows':
      return [batch, ...shape];
    case 'nchw':
      return [batch, shape[2], shape[0], shape[1]];
    case 'blocked':
      return [batch, padded(shape[2], block), shape[0], shape[1]];
    default:
      return unreachable(layout);
  }
}

/** The same numbers in another layout; the activation itself where it is there already. */
export function toLayout(g: GraphBuilder, sizes: Sizes, from: Activation, layout: Layout): Activation {
  if (from.layout === layout) return from;
  return { name: convert(g, sizes, from, layout), layout, shape: from.shape };
}

function convert(g: GraphBuilder, sizes: Sizes, { name, layout: from, shape }: Activation, to: Layout): Name {
  const [, , channels] = shape;
  if (to === 'blocked') return toBlocked(g, sizes, name, from === 'rows', shape);
  if (from === 'blocked') {
    const attributes = { channels: { int: channels }, channels_last: { int: to === 'rows' ? 1 : 0 } };
    return g.op('ReorderOutput', [name], attributes, NCHWC);
  }
  // One channel lies the same way in both.
  if (channels === 1 || shape[0] * shape[1] === 1) return g.reshape(name, dimsOf(sizes, to, shape));
  return g.transpose(name, to === 'nchw' ? [0, 3, 1, 2] : [0, 2, 3, 1]);
}

function toBlocked(g: GraphBuilder, sizes: Sizes, name: Name, last: boolean, shape: readonly number[]): Name {
  const missing = padded(shape[2], 4) - shape[2]; // ReorderInput takes channels in fours and pads to blocks itself
  const pads = last ? [0, 0, 0, 0, 0, 0, 0, missing] : [0, 0, 0, 0, 0, missing, 0, 0];
  const wide = missing === 0 ? name : g.op('Pad', [name, g.ints(pads)]);
  void sizes;
  return g.op('ReorderInput', [wide], { channels_last: { int: last ? 1 : 0 } }, NCHWC);
}

/** ONNX Runtime's internal operators on the blocked layout. */
export const NCHWC = 'com.microsoft.nchwc';
