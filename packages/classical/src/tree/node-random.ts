/**
 * Random numbers of one node. Its key comes from the seed and the path from the root alone, so a tree is the same
 * whichever thread grows which branch, and a tree grown less deep is the top of the deeper one.
 */
export type NodeKey = number;

/** The key of a root. */
export function rootKey(random: { uint32(): number }): NodeKey {
  return random.uint32();
}

export function childKey(key: NodeKey, side: 0 | 1): NodeKey {
  return mix(Math.imul(key, 2) + side + 0x9e3779b9);
}

/** The `at`-th 32-bit number of a node. */
export function draw(key: NodeKey, at: number): number {
  return mix((key ^ 0x5bd1e995) + Math.imul(at + 1, 0x9e3779b9));
}

/** Where a column of a node is cut at random, in 32 bits. */
export const cutDraw = (key: NodeKey, column: number): number => draw(key ^ 0x3c6ef372, column);

/** Whether a node sends the missing values of a column left, where that is drawn. */
export const sideDraw = (key: NodeKey, column: number): boolean => (draw(key ^ 0x1b873593, column) & 1) === 1;

/** A 32-bit mixer with low bias (Wellons' lowbias32). */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}
