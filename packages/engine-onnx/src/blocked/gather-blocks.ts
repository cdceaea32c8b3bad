// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import type { GraphBuilder, Name } from '../graph/graph-builder.js';

/**
 * Rows of a matrix in another order: `Gather` copies them on all cores, where `Transpose` and `Concat` take one.
 *
 * @param from - per row of the result: its number in `rows`
 */
export function gatherBlocks(g: GraphBuilder, rows: Name, from: Int32Array): Name {
  return g.op('Gather', [rows, g.places(from)], { axis: { int: 0 } });
}
