import type { Rng } from '@selvedge/data';
import { type Points, squaredDistance } from './lloyd.js';

/** Different rows as centres, drawn by their weights. */
export function centresAtRandom(points: Points, count: number, rng: Rng): Float64Array {
  const left = points.weights.slice();
  return centresOf(
    points,
    Array.from({ length: count }, () => {
      const row = drawn(left, rng);
      left[row] = 0;
      return row;
    }),
  );
}

/**
 * Greedy k-means++: each centre is the best of 2 + ln(count) rows that are drawn by their squared distance to the centres
 * before, times their weight.
 *
 * @see Arthur & Vassilvitskii, k-means++: the advantages of careful seeding, SODA (2007)
 */
export function plusPlus(points: Points, count: number, rng: Rng): Float64Array {
  const { rows, weights } = points;
  const trials = 2 + Math.floor(Math.log(count));
  const chosen = [drawn(weights, rng)];
  let nearest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  nearest = closer(points, nearest, chosen[0]);
  while (chosen.length < count) {
    const chances = nearest.map((distance, row) => weights[row] * distance);
    let [best, bestSum, bestNearest] = [0, Number.POSITIVE_INFINITY, nearest];
    for (let trial = 0; trial < trials; trial++) {
      const row = drawn(chances, rng);
      const changed = closer(points, nearest, row);
      const sum = changed.reduce((total, distance, at) => total + weights[at] * distance, 0);
      if (sum < bestSum) [best, bestSum, bestNearest] = [row, sum, changed];
    }
    chosen.push(best);
    nearest = bestNearest;
  }
  return centresOf(points, chosen);
}

/** A row by its chance; any row where all chances are 0. */
function drawn(chances: Float64Array, rng: Rng): number {
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  if (!(total > 0)) return rng.int(chances.length);
  let left = rng.uniform() * total;
  let last = 0;
  for (let row = 0; row < chances.length; row++) {
    if (chances[row] === 0) continue;
    last = row;
    left -= chances[row];
    if (left < 0) return row;
  }
  return last; // rounding may leave a little
}

/** The squared distance of each row to the nearest centre, with one more centre. */
function closer({ values, rows, columns }: Points, nearest: Float64Array, centre: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const distance = squaredDistance(values, row * columns, values, centre * columns, columns);
    result[row] = Math.min(nearest[row], distance);
  }
  return result;
}

function centresOf({ values, columns }: Points, rows: readonly number[]): Float64Array {
  const centres = new Float64Array(rows.length * columns);
  for (const [at, row] of rows.entries()) {
    centres.set(values.subarray(row * columns, (row + 1) * columns), at * columns);
  }
  return centres;
}
