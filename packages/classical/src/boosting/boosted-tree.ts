import type { Matrix, SavedState, Tensor } from '@selvedge/data';
import { corruptModel, readTensor } from '../saved-config.js';
import { checkTree } from '../tree/saved.js';
import { leavesOf } from '../tree/walk.js';

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
}

/** Adds a tree's values to the scores of rows. */
export function addTree(scores: Float64Array, tree: BoostedTree, features: Matrix, first = 0): void {
  const leaves = leavesOf(tree, features, first, first + scores.length);
  for (let row = 0; row < scores.length; row++) scores[row] += tree.value[leaves[row]];
}

/** The tensors of some trees, one behind the other; `sizes` says how many nodes each has. */
export function boostedTensors(trees: readonly BoostedTree[]): Record<string, Tensor> {
  const sizes = Uint32Array.from(trees, ({ feature }) => feature.length);
  const shape = [sizes.reduce((sum, size) => sum + size, 0)];
  return {
    sizes: { values: sizes, shape: [sizes.length] },
    feature: { values: Int32Array.from(trees.flatMap(({ feature }) => [...feature])), shape },
    threshold: { values: Float64Array.from(trees.flatMap(({ threshold }) => [...threshold])), shape },
    right: { values: Uint32Array.from(trees.flatMap(({ right }) => [...right])), shape },
    value: { values: Float64Array.from(trees.flatMap(({ value }) => [...value])), shape },
    gain: { values: Float64Array.from(trees.flatMap(({ gain }) => [...gain])), shape },
  };
}

/**
 * Reads them back.
 *
 * @throws SelvedgeError `corrupt-file` when they are not trees
 */
export function readBoostedTrees(saved: SavedState, columns: number): BoostedTree[] {
  const sizes = readTensor(saved, 'sizes', Uint32Array, [-1]).values;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const feature = readTensor(saved, 'feature', Int32Array, [total]).values;
  const threshold = readTensor(saved, 'threshold', Float64Array, [total]).values;
  const right = readTensor(saved, 'right', Uint32Array, [total]).values;
  const value = readTensor(saved, 'value', Float64Array, [total]).values;
  const gain = readTensor(saved, 'gain', Float64Array, [total]).values;
  if (!value.every(Number.isFinite)) throw corruptModel(saved.format, 'a leaf has no finite value');
  let start = 0;
  return Array.from(sizes, (size) => {
    const end = start + size;
    const tree = {
      feature: feature.slice(start, end),
      threshold: threshold.slice(start, end),
      right: right.slice(start, end),
      value: value.slice(start, end),
      gain: gain.slice(start, end),
    };
    start = end;
    checkTree(saved.format, tree, columns);
    return tree;
  });
}
