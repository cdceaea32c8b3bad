import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { NCHWC, padded, type Sizes } from '../graph/layout.js';
import type { Lowering } from '../lower/lowering.js';

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

/** Sums over batch, rows and columns, times `factor`: one per padded channel. */
export function channelSums(
  { g, unpooled }: Lowering,
  blocked: Name,
  [batch, channels, height, width]: readonly number[],
  factor = 1,
): Name {
  const pooled = unpooled.get(blocked)?.pooled; // the same sum over a quarter of the places
  const perImage = g.op('GlobalAveragePool', [pooled ?? blocked], {}, NCHWC);
  const places = (height * width) / (pooled === undefined ? 1 : 4);
  return g.columnSums(g.reshape(perImage, [batch, channels]), batch, factor * places);
}

/** Means over batch, rows and columns: one per padded channel. */
export function channelMeans(context: Lowering, blocked: Name, dims: readonly number[]): Name {
  const [batch, , height, width] = dims;
  return channelSums(context, blocked, dims, 1 / (batch * height * width));
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
  return g.columnSums(g.reshape(sums, [batch, channels]), batch, 1 / (batch * height * width));
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
