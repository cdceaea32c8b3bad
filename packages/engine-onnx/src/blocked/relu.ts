// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import type { GraphBuilder, Name } from '../graph/graph-builder.js';

/** Times the smallest normal float32 number it is above 1, and times 0 it is 0. */
export const STEEP = 3e38;

/**
 * `values` where relu's output y is not 0, else 0. A hard sigmoid so steep that it is a step gives 1 and 0 in one pass;
 * casts to a boolean and back take two, `Where` longer than both.
 */
export function keepPositive(g: GraphBuilder, y: Name, values: Name): Name {
  return g.multiply(values, g.op('HardSigmoid', [y], { alpha: { float: STEEP }, beta: { float: 0 } }));
}
