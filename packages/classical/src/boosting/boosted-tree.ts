import type { Matrix, SavedState, Tensor } from '@selvedge/data';
import { corruptModel } from '../saved-config.js';
import { joinTrees, splitTrees } from '../tree/joined-trees.js';
import { checkTree } from '../tree/saved.js';
import { hasMissing, leavesOf, leavesOfMissing } from '../tree/walk.js';

/** A regression tree in the layout of `TreeNodes`: pre-order, the left child of node i is i + 1. */
export interface BoostedTree {
  /** Column that is compared; `LEAF` for leaves. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** The right child; 0 for leaves. */
  readonly right: Uint32Array;
  /** What a leaf adds to its class's score; 0 for forks. */
  readonly value: Float64Array;
  /** By how much a fork lowers the loss; 0 for leaves. */
  readonly gain: Float64Array;
  /** 1 where missing values go left; undefined in models of releases that took none. */
  readonly missingLeft?: Uint8Array | undefined;
}

/**
 * Adds trees' values to the scores of the rows from `first` to `end`; with missing values only where a tree knows their
 * side. Missing values are looked for once: of wide rows, that takes longer than a tree.
 */
export function openTreeSums(
  features: Matrix,
  first: number,
  end: number,
): (scores: Float64Array, tree: BoostedTree) => void {
  const isMissing = hasMissing(features, first, end);
  return (scores, tree) => {
    const { missingLeft } = tree;
    const leaves =
      missingLeft && isMissing
        ? leavesOfMissing(tree, missingLeft, features, first, end)
        : leavesOf(tree, features, first, end);
    for (let row = 0; row < scores.length; row++) scores[row] += tree.value[leaves[row]];
  };
}

/** The classes whose scores the trees of a round add to, in their order. */
export const labelsOfRound = (classes: number, trees: number = classes === 2 ? 1 : classes): readonly number[] =>
  Array.from({ length: trees }, (_, at) => at + classes - trees);

const ARRAYS = {
  feature: { type: Int32Array },
  threshold: { type: Float64Array },
  right: { type: Uint32Array },
  value: { type: Float64Array },
  gain: { type: Float64Array },
} as const;

const MISSING_LEFT = { missingLeft: { type: Uint8Array } } as const;

/** The tensors of some trees, one behind the other; `sizes` says how many nodes each has. */
export function boostedTensors(trees: readonly BoostedTree[]): Record<string, Tensor> {
  const known = trees.filter((tree): tree is BoostedTree & { missingLeft: Uint8Array } => 'missingLeft' in tree);
  return known.length < trees.length ? joinTrees(ARRAYS, trees) : joinTrees({ ...ARRAYS, ...MISSING_LEFT }, known);
}

/**
 * Reads them back.
 *
 * @throws SelvedgeError `corrupt-file` when they are not trees
 */
export function readBoostedTrees(saved: SavedState, columns: number): BoostedTree[] {
  const isCurrent = Object.hasOwn(saved.tensors, 'missingLeft');
  const trees: BoostedTree[] = isCurrent
    ? splitTrees({ ...ARRAYS, ...MISSING_LEFT }, saved)
    : splitTrees(ARRAYS, saved);
  for (const tree of trees) {
    if (!tree.value.every(Number.isFinite)) throw corruptModel(saved.format, 'a leaf has no finite value');
    checkTree(saved.format, tree, columns);
  }
  return trees;
}
