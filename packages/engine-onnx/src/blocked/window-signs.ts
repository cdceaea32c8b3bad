// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import type { OnnxAttribute } from '@selvedge/compute/types';
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { NCHWC } from '../graph/layout.js';
import { STEEP } from './relu.js';

/** A value on blocked memory. */
export interface Blocks {
  readonly input: Name;
  /** Whole blocks. */
  readonly channels: number;
  readonly block: number;
}

type Window = Readonly<Record<string, OnnxAttribute>>;

/**
 * 1 where a window's numbers, times the given factors, and `added` are together 0 or more, else 0: a depthwise
 * convolution whose activation is a step at 0. A difference of two numbers has the right sign in any rounding.
 *
 * @param window - strides and padding
 */
export function isNotNegative(
  g: GraphBuilder,
  blocks: Blocks,
  factors: readonly (readonly number[])[],
  window: Window,
  added?: Name,
): Name {
  const step = { activation: { string: 'HardSigmoid' }, activation_params: { floats: [STEEP, 1] } };
  return weighWindows(g, blocks, factors, { ...window, ...step }, added);
}

/** The sum of a window's numbers times the given factors, and of `added`. */
export function weighWindows(
  g: GraphBuilder,
  { input, channels, block }: Blocks,
  factors: readonly (readonly number[])[],
  window: Window,
  added?: Name,
): Name {
  const dims = [factors.length, factors[0].length];
  const flat = factors.flat();
  const name = `factors ${dims} ${flat} ${channels}`;
  const kernel = Float32Array.from({ length: channels * flat.length }, (_, at) => {
    return flat[Math.floor(at / block) % flat.length];
  });
  const inputs = [input, g.constant(kernel, [channels, 1, ...dims], name)];
  if (added !== undefined) inputs.push(NO_BIAS, added);
  return g.op('Conv', inputs, { ...window, kernel_shape: { ints: dims }, group: { int: channels } }, NCHWC);
}

/** An input that is left out. */
const NO_BIAS = '';
