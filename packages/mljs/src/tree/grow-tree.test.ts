import { createRng, type LabelledRows, matrix } from '@selvedge/data';
import { rowView } from '@selvedge/data/arithmetic';
import { growForest } from '../forest/grow-forest.js';
import { growTree } from './grow-tree.js';
import type { GrownTree } from './grown-tree.js';

const rng = createRng(3);
const train: LabelledRows = {
  features: matrix(
    Float32Array.from({ length: 240 }, () => rng.normal()),
    60,
    4,
  ),
  labels: Uint16Array.from({ length: 60 }, (_, row) => row % 3),
  classes: ['a', 'b', 'c'],
};

function labelOf({ feature, threshold, right, label }: GrownTree, row: number): number {
  const values = rowView(train.features, row);
  let node = 0;
  while (feature[node] >= 0) node = values[feature[node]] <= threshold[node] ? node + 1 : right[node];
  return label[node];
}
const labelsOf = (tree: GrownTree): number[] => Array.from(train.labels, (_, row) => labelOf(tree, row));

describe('growTree(train, options)', () => {
  test('without limits knows every training row', () => {
    expect(labelsOf(growTree(train, { maxDepth: null, minSamplesSplit: 2 }))).toEqual([...train.labels]);
  });

  test('keeps the depth', () => {
    const { feature } = growTree(train, { maxDepth: 1, minSamplesSplit: 2 });
    expect(feature).toHaveLength(3);
    expect([...feature.subarray(1)]).toEqual([-1, -1]);
  });
});

describe('growForest(train, options)', () => {
  const options = { maxDepth: null, minSamplesSplit: 2, nEstimators: 5, maxFeatures: 2, seed: 7 };

  test('grows the same trees from the same seed, each on the columns it drew', () => {
    const forest = growForest(train, options);
    expect(forest).toEqual(growForest(train, options));
    expect(forest).toHaveLength(5);
    for (const { feature } of forest) expect(new Set(feature.filter((column) => column >= 0)).size).toBeLessThan(3);
    expect(new Set(forest.flatMap(({ feature }) => [...feature])).size).toBeGreaterThan(3);
  });
});
