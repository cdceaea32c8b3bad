import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { NCHWC, padded, type Sizes } from '../graph/layout.js';

/** One number per channel, padded with zeros to whole blocks. */
export function padChannels(g: GraphBuilder, { block }: Sizes, vector: Name, channels: number): Name {
  const missing = padded(channels, block) - channels;
  return missing === 0 ? vector : g.op('Pad', [vector, g.ints([0, missing])]);
}

/** The inverse of `padChannels`. */
export function takeChannels(g: GraphBuilder, { block }: Sizes, vector: Name, channels: number): Name {
  if (padded(channels, block) === channels) return vector;
  return g.op('Slice', [vector, g.ints([0]), g.ints([channels]), g.ints([0])]);
}

/** Means over batch, rows and columns: one per padded channel. */
export function channelMeans(g: GraphBuilder, blocked: Name): Name {
  const perImage = g.op('GlobalAveragePool', [blocked], {}, NCHWC);
  return g.mean(perImage, [0, 2, 3], false);
}

/**
 * Means over batch, rows and columns of the product: one per padded channel. A depthwise convolution of each image's
 * channel with the other's as its kernel, which makes no product in memory.
 */
export function channelProducts(g: GraphBuilder, a: Name, b: Name, dims: readonly number[]): Name {
  const [batch, channels, height, width] = dims;
  const sums = g.op(
    'Conv',
    [g.reshape(a, [1, batch * channels, height, width]), g.reshape(b, [batch * channels, 1, height, width])],
    { group: { int: batch * channels }, kernel_shape: { ints: [height, width] } },
    NCHWC,
  );
  return g.scale(g.mean(g.reshape(sums, [batch, channels]), [0], false), 1 / (height * width));
}

/** blocked * scale + shift (+ added), per channel: a depthwise 1 x 1 convolution. */
export function channelAffine(
  g: GraphBuilder,
  blocked: Name,
  dims: readonly number[],
  scale: Name,
  { shift, added, relu = false }: { shift?: Name; added?: Name; relu?: boolean },
): Name {
  const [batch, channels, height, width] = dims;
  const flat = [batch, channels, 1, height * width]; // one long row per channel block: fewer, longer inner loops
  const zeros = (): Name => g.constant(new Float32Array(channels), [channels], `zeros ${channels}`);
  const inputs = [g.reshape(blocked, flat), g.reshape(scale, [channels, 1, 1, 1])];
  if (shift !== undefined || added !== undefined) inputs.push(shift ?? zeros());
  if (added !== undefined) inputs.push(g.reshape(added, flat));
  const attributes = {
    group: { int: channels },
    kernel_shape: { ints: [1, 1] },
    ...(relu ? { activation: { string: 'Relu' } } : {}),
  };
  return g.reshape(g.op('Conv', inputs, attributes, NCHWC), dims);
}
