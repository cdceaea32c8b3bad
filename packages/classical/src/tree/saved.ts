import type { SavedState, SelvedgeError, Tensor } from '@selvedge/data';
import { corruptModel, readTensor } from '../saved-config.js';
import { joinTrees, splitTrees } from './joined-trees.js';
import { type CountEntries, type NodeCounts, weightsOf } from './node-counts.js';
import { LEAF, type TreeNodes } from './nodes.js';

const ARRAYS = {
  feature: { type: Int32Array },
  threshold: { type: Float64Array },
  right: { type: Uint32Array },
  samples: { type: Uint32Array },
  impurity: { type: Float64Array },
} as const;

const allCounts = (classes: number) => ({ counts: { type: Float32Array, width: classes } });

/** Of trees that keep the weights above 0 alone: how many each node has. */
const COUNT_SIZES = { countSizes: { type: Uint32Array } } as const;

/** Of trees that were grown on missing values. */
const MISSING_LEFT = { missingLeft: { type: Uint8Array } } as const;

/** The tensors of some trees, one behind the other; `sizes` says how many nodes each has. */
export function treeTensors(trees: readonly TreeNodes[], classes: number): Record<string, Tensor> {
  const known = trees.filter((tree): tree is TreeNodes & { missingLeft: Uint8Array } => tree.missingLeft !== undefined);
  return {
    ...joinTrees(ARRAYS, trees),
    ...(joinEntries(trees) ?? joinTrees(allCounts(classes), trees)),
    ...(known.length === trees.length && joinTrees(MISSING_LEFT, known)),
  };
}

/**
 * Reads them back.
 *
 * @throws SelvedgeError `corrupt-file` when they are not trees: a walk must end, inside the arrays
 */
export function readTrees(saved: SavedState, classes: number, columns: number): TreeNodes[] {
  const counts: readonly NodeCounts[] = Object.hasOwn(saved.tensors, 'countSizes')
    ? splitEntries(saved, classes)
    : splitTrees(allCounts(classes), saved);
  const missing = Object.hasOwn(saved.tensors, 'missingLeft') ? splitTrees(MISSING_LEFT, saved) : [];
  return splitTrees(ARRAYS, saved).map((own, at) => {
    const tree: TreeNodes = { ...own, ...counts[at], ...missing[at] };
    checkTree(saved.format, tree, columns);
    checkCounts(saved.format, tree, classes);
    return tree;
  });
}

/** Undefined for trees that keep the weights of all classes. */
function joinEntries(trees: readonly TreeNodes[]): Record<string, Tensor> | undefined {
  const own = trees.flatMap(({ feature, counts, entries }) => (entries ? [{ feature, counts, ...entries }] : []));
  if (own.length < trees.length) return undefined;
  const total = own.reduce((sum, { counts }) => sum + counts.length, 0);
  const counts = new Float32Array(total);
  const countLabels = new Uint16Array(total);
  let at = 0;
  for (const tree of own) {
    counts.set(tree.counts, at);
    countLabels.set(tree.labels, at);
    at += tree.counts.length;
  }
  const sizes = own.map(({ feature, starts }) => ({
    feature,
    countSizes: Uint32Array.from(feature, (_, node) => starts[node + 1] - starts[node]),
  }));
  return {
    counts: { values: counts, shape: [total] },
    countLabels: { values: countLabels, shape: [total] },
    ...joinTrees(COUNT_SIZES, sizes),
  };
}

/** @throws SelvedgeError `corrupt-file` unless the classes of each node ascend and are among the model's */
function splitEntries(saved: SavedState, classes: number): NodeCounts[] {
  const { values: counts } = readTensor(saved, 'counts', Float32Array, [-1]);
  const { values: labels } = readTensor(saved, 'countLabels', Uint16Array, [counts.length]);
  let begin = 0;
  const trees = splitTrees(COUNT_SIZES, saved).map(({ countSizes }) => {
    const starts = new Uint32Array(countSizes.length + 1);
    let size = 0;
    for (let node = 0; node < countSizes.length; node++) {
      size += countSizes[node];
      if (begin + size > counts.length) throw badEntries(saved);
      starts[node + 1] = size;
    }
    const end = begin + size;
    const tree = { counts: counts.slice(begin, end), entries: { starts, labels: labels.slice(begin, end) } };
    checkLabels(saved, tree.entries, classes);
    begin = end;
    return tree;
  });
  if (begin !== counts.length) throw badEntries(saved);
  return trees;
}

function checkLabels(saved: SavedState, { starts, labels }: CountEntries, classes: number): void {
  for (let node = 0; node + 1 < starts.length; node++) {
    for (let at = starts[node]; at < starts[node + 1]; at++) {
      const isSound = labels[at] < classes && (at === starts[node] || labels[at] > labels[at - 1]);
      if (!isSound) throw badEntries(saved);
    }
  }
}

const badEntries = ({ format }: SavedState): SelvedgeError =>
  corruptModel(format, "the classes of its nodes do not fit 'counts'");

/** @throws SelvedgeError `corrupt-file` unless every leaf has rows; the forks of ml.js trees have none */
function checkCounts(what: string, tree: TreeNodes, classes: number): void {
  const { feature } = tree;
  for (let node = 0; node < feature.length; node++) {
    const { weights } = weightsOf(tree, classes, node);
    let weight = 0;
    for (let at = 0; at < weights.length; at++) weight += weights[at] >= 0 ? weights[at] : Number.NaN;
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
