import type { GraphBuilder, Name } from '../graph/graph-builder.js';

/**
 * `values` where relu's output y is not 0, else 0. Casts to a boolean and back, then a product: measured twice as
 * fast as `Where`.
 */
export function keepPositive(g: GraphBuilder, y: Name, values: Name): Name {
  const positive = g.op('Cast', [y], { to: { int: 9 } });
  return g.multiply(values, g.op('Cast', [positive], { to: { int: 1 } }));
}
