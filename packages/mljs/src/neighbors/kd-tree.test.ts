import { createRng, matrix } from '@selvedge/data';
import { rowView } from '@selvedge/data/arithmetic';
import { openKdTree } from './kd-tree.js';

describe('openKdTree(rows).nearest(point, k)', () => {
  test('finds what a plain search finds, the lower row number first among equals', () => {
    const rng = createRng(1);
    // Numbers 0 to 3 in three columns: many rows are equally near.
    const rows = matrix(
      Uint8Array.from({ length: 120 }, () => rng.int(4)),
      40,
      3,
    );
    const tree = openKdTree(rows);
    for (let row = 0; row < rows.rows; row++) {
      const point = rowView(rows, row);
      const distances = Array.from({ length: rows.rows }, (_, other) =>
        Math.sqrt(rowView(rows, other).reduce((sum: number, value, at) => sum + (value - point[at]) ** 2, 0)),
      );
      const found = tree.nearest(point, 7);
      expect(found.map(({ distance }) => distance)).toEqual([...distances].sort((a, b) => a - b).slice(0, 7));
      for (const [at, { row: near, distance }] of found.entries()) {
        expect(distance).toBe(distances[near]);
        if (at > 0 && distance === found[at - 1].distance) expect(near).toBeGreaterThan(found[at - 1].row);
      }
    }
  });
});
