import { createRng, matrix, type Numbers } from '@selvedge/data';
import { LeafFinder } from './leaf-finder.js';
import { LEAF } from './nodes.js';
import { leavesOf, type WalkedTree } from './walk.js';

const COLUMNS = 5;
const rng = createRng(4);

/** A tree of any shape in pre-order. */
function randomTree(depth: number): WalkedTree {
  const feature: number[] = [];
  const threshold: number[] = [];
  const right: number[] = [];
  const grow = (left: number): void => {
    const node = feature.push(LEAF) - 1;
    threshold.push(0);
    right.push(0);
    if (left === 0 || rng.uniform() < 0.2) return;
    feature[node] = rng.int(COLUMNS);
    threshold[node] = rng.int(256) - (rng.uniform() < 0.1 ? Number.POSITIVE_INFINITY : 0);
    grow(left - 1);
    right[node] = feature.length;
    grow(left - 1);
  };
  grow(depth);
  return { feature: Int32Array.from(feature), threshold: Float64Array.from(threshold), right: Uint32Array.from(right) };
}

describe('LeafFinder.of(trees, features, block)', () => {
  const trees = [randomTree(0), randomTree(3), randomTree(9)];
  const numbers = Array.from({ length: 5003 * COLUMNS }, (_, at) =>
    at % 911 === 0 ? Number.POSITIVE_INFINITY : rng.int(256) + (at % 2) / 3,
  );

  test.each([
    ['float64', Float64Array.from(numbers)],
    ['float32', Float32Array.from(numbers)],
    ['bytes', Uint8Array.from(numbers, (value) => Math.min(255, value))],
  ])('finds the leaves of rows of %s', (_, values) => {
    const rows = matrix<Numbers>(values, 5003, COLUMNS);
    const finder = LeafFinder.of(trees, rows, 2000);
    if (!finder) throw new Error('there are rows enough');
    for (let first = 0; first < rows.rows; first += 2000) {
      const end = Math.min(rows.rows, first + 2000);
      finder.take(first, end);
      for (const [at, tree] of trees.entries()) expect(finder.leaves(at)).toEqual(leavesOf(tree, rows, first, end));
    }
  });

  test('leaves few rows to the plain way', () => {
    expect(LeafFinder.of([randomTree(9)], matrix(new Float64Array(COLUMNS), 1, COLUMNS), 1000)).toBeUndefined();
  });
});
