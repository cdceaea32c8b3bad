import type { SavedState, Tensor } from '@selvedge/data';
import { corruptModel, readTensor } from '../saved-config.js';
import { LEAF, type TreeNodes } from './nodes.js';

/** The tensors of some trees, one behind the other; `sizes` says how many nodes each has. */
export function treeTensors(trees: readonly TreeNodes[], classes: number): Record<string, Tensor> {
  const sizes = Uint32Array.from(trees, (tree) => tree.feature.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const feature = new Int32Array(total);
  const threshold = new Float64Array(total);
  const right = new Uint32Array(total);
  const samples = new Uint32Array(total);
  const impurity = new Float64Array(total);
  const counts = new Float32Array(total * classes);
  let at = 0;
  for (const tree of trees) {
    feature.set(tree.feature, at);
    threshold.set(tree.threshold, at);
    right.set(tree.right, at);
    samples.set(tree.samples, at);
    impurity.set(tree.impurity, at);
    counts.set(tree.counts, at * classes);
    at += tree.feature.length;
  }
  return {
    sizes: { values: sizes, shape: [sizes.length] },
    feature: { values: feature, shape: [total] },
    threshold: { values: threshold, shape: [total] },
    right: { values: right, shape: [total] },
    samples: { values: samples, shape: [total] },
    impurity: { values: impurity, shape: [total] },
    counts: { values: counts, shape: [total, classes] },
  };
}

/**
 * Reads them back.
 *
 * @throws SelvedgeError `corrupt-file` when they are not trees: a walk must end, inside the arrays
 */
export function readTrees(saved: SavedState, classes: number, columns: number): TreeNodes[] {
  const sizes = readTensor(saved, 'sizes', Uint32Array, [-1]).values;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const feature = readTensor(saved, 'feature', Int32Array, [total]).values;
  const threshold = readTensor(saved, 'threshold', Float64Array, [total]).values;
  const right = readTensor(saved, 'right', Uint32Array, [total]).values;
  const samples = readTensor(saved, 'samples', Uint32Array, [total]).values;
  const impurity = readTensor(saved, 'impurity', Float64Array, [total]).values;
  const counts = readTensor(saved, 'counts', Float32Array, [total, classes]).values;
  let start = 0;
  return Array.from(sizes, (size) => {
    const end = start + size;
    const tree = {
      feature: feature.slice(start, end),
      threshold: threshold.slice(start, end),
      right: right.slice(start, end),
      samples: samples.slice(start, end),
      impurity: impurity.slice(start, end),
      counts: counts.slice(start * classes, end * classes),
    };
    start = end;
    checkTree(saved.format, tree, columns);
    checkCounts(saved.format, tree, classes);
    return tree;
  });
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
