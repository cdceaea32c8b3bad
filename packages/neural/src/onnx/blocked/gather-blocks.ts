import type { GraphBuilder, Name } from '../graph/graph-builder.js';

/**
 * Rows of a matrix in another order: `Gather` copies them on all cores, where `Transpose` and `Concat` take one.
 *
 * @param from - per row of the result: its number in `rows`
 * @param name - of the index among the graph's constants: the same for the same index
 */
export function gatherBlocks(g: GraphBuilder, rows: Name, from: Int32Array, name: Name): Name {
  return g.op('Gather', [rows, g.constant(from, [from.length], name)], { axis: { int: 0 } });
}
