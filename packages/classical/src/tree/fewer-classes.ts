import { MANY_CLASSES } from './node-counts.js';
import type { TreeNodes } from './nodes.js';
import type { GrowProblem, OpenNode } from './problem.js';

/**
 * The classes of the rows from `start` to `end`, ascending, where these are at most half of many classes: then their branch
 * is grown as one of these classes alone. Without it every node and column would take time for classes that have no row
 * there, most of all in small nodes.
 */
export function fewerClasses(
  classes: number,
  codes: Int32Array,
  rows: Int32Array,
  start: number,
  end: number,
): Uint16Array | undefined {
  if (classes < MANY_CLASSES) return undefined;
  const isThere = new Uint8Array(classes);
  let found = 0;
  for (let at = start; at < end; at++) {
    const label = codes[rows[at]] & 65535;
    found += 1 - isThere[label];
    isThere[label] = 1;
  }
  if (found * 2 > classes) return undefined;
  const names = new Uint16Array(found);
  for (let label = 0, at = 0; label < classes; label++) if (isThere[label] === 1) names[at++] = label;
  return names;
}

/**
 * Grows the branch of some rows with their own classes, which are numbered in the same order: every sum over classes
 * has the same terms but for zeros, so that the branch is the same to the last bit.
 *
 * @param names - from `fewerClasses`
 * @param codes - the rows' are rewritten while the branch grows; nobody else reads them then
 */
export function growOfClasses(
  names: Uint16Array,
  problem: GrowProblem,
  codes: Int32Array,
  rows: Int32Array,
  { start, end }: OpenNode,
  grow: (problem: GrowProblem) => TreeNodes,
): TreeNodes {
  const numbers = new Uint16Array(problem.classes);
  for (let at = 0; at < names.length; at++) numbers[names[at]] = at;
  const rename = (to: Uint16Array): void => {
    for (let at = start; at < end; at++) {
      const code = codes[rows[at]];
      codes[rows[at]] = (code & ~65535) | to[code & 65535];
    }
  };
  rename(numbers);
  try {
    return grow({ ...problem, classes: names.length });
  } finally {
    rename(names);
  }
}
