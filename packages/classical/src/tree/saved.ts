import type { SavedState, Tensor } from '@selvedge/data';
import { corruptModel } from '../saved-config.js';
import { joinTrees, splitTrees } from './joined-trees.js';
import { LEAF, type TreeNodes } from './nodes.js';

const arrays = (classes: number) => ({
  feature: { type: Int32Array },
  threshold: { type: Float64Array },
  right: { type: Uint32Array },
  samples: { type: Uint32Array },
  impurity: { type: Float64Array },
  counts: { type: Float32Array, width: classes },
});

/** Of trees that were grown on missing values. */
const MISSING_LEFT = { missingLeft: { type: Uint8Array } } as const;

/** The tensors of some trees, one behind the other; `sizes` says how many nodes each has. */
export function treeTensors(trees: readonly TreeNodes[], classes: number): Record<string, Tensor> {
  const known = trees.filter((tree): tree is TreeNodes & { missingLeft: Uint8Array } => tree.missingLeft !== undefined);
  if (known.length < trees.length) return joinTrees(arrays(classes), trees);
  return joinTrees({ ...arrays(classes), ...MISSING_LEFT }, known);
}

/**
 * Reads them back.
 *
 * @throws SelvedgeError `corrupt-file` when they are not trees: a walk must end, inside the arrays
 */
export function readTrees(saved: SavedState, classes: number, columns: number): TreeNodes[] {
  const hasMissing = Object.hasOwn(saved.tensors, 'missingLeft');
  const trees: TreeNodes[] = hasMissing
    ? splitTrees({ ...arrays(classes), ...MISSING_LEFT }, saved)
    : splitTrees(arrays(classes), saved);
  for (const tree of trees) {
    checkTree(saved.format, tree, columns);
    checkCounts(saved.format, tree, classes);
  }
  return trees;
}

/** @throws SelvedgeError `corrupt-file` unless every leaf has rows; the forks of ml.js trees have none */
function checkCounts(what: string, { feature, counts }: TreeNodes, classes: number): void {
  for (let node = 0; node < feature.length; node++) {
    let weight = 0;
    for (let at = node * classes; at < (node + 1) * classes; at++) weight += counts[at] >= 0 ? counts[at] : Number.NaN;
    const least = feature[node] === LEAF ? Number.MIN_VALUE : 0;
    if (weight >= least && weight < Number.POSITIVE_INFINITY) continue;
    throw corruptModel(what, `node ${node} of a tree has no proper weights`);
  }
}

/** @throws SelvedgeError `corrupt-file` when a walk could leave the tree or not end */
export function checkTree(
  what: string,
  { feature, right }: Pick<TreeNodes, 'feature' | 'right'>,
  columns: number,
): void {
  const size = feature.length;
  if (size === 0) throw corruptModel(what, 'a tree has no nodes');
  for (let node = 0; node < size; node++) {
    if (feature[node] === LEAF) continue;
    const isSound = feature[node] >= 0 && feature[node] < columns && right[node] > node + 1 && right[node] < size;
    if (!isSound) throw corruptModel(what, `node ${node} of a tree points outside it`);
  }
}
