import type { Rng } from '@selvedge/data';

/** Called often, with the iterations done: gives other work on this thread a turn, and throws to stop. */
export type Pause = (done: number) => Promise<void>;

/** Rows between two pauses. */
export const ROWS_AT_ONCE = 2048;

/**
 * Lloyd's algorithm from rows drawn at random. A centre that no row is nearest to starts again from a random row.
 *
 * @param rows - rows x depth
 * @returns centres x depth
 */
export async function kMeans(
  rows: Float32Array,
  { depth, centres, iterations }: { readonly depth: number; readonly centres: number; readonly iterations: number },
  random: Rng,
  pause: Pause,
): Promise<Float32Array> {
  const count = rows.length / depth;
  const order = random.shuffle(Int32Array.from({ length: count }, (_, row) => row));
  const result = new Float32Array(centres * depth);
  for (let centre = 0; centre < centres; centre++) copyRow(rows, order[centre], result, centre, depth);
  const half = new Float64Array(centres);
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (let centre = 0; centre < centres; centre++) {
      half[centre] = 0;
      for (let at = centre * depth; at < (centre + 1) * depth; at++) half[centre] += (result[at] * result[at]) / 2;
    }
    const sums = new Float64Array(centres * depth);
    const sizes = new Int32Array(centres);
    for (let row = 0; row < count; row++) {
      if (row % ROWS_AT_ONCE === 0) await pause(iteration);
      const nearest = nearestOf(rows, row * depth, result, half, depth);
      sizes[nearest]++;
      for (let at = 0; at < depth; at++) sums[nearest * depth + at] += rows[row * depth + at];
    }
    for (let centre = 0; centre < centres; centre++) {
      if (sizes[centre] === 0) copyRow(rows, random.int(count), result, centre, depth);
      else for (let at = centre * depth; at < (centre + 1) * depth; at++) result[at] = sums[at] / sizes[centre];
    }
  }
  return result;
}

/** The least |x - c|^2 is the largest x c - |c|^2 / 2. */
function nearestOf(rows: Float32Array, from: number, centres: Float32Array, half: Float64Array, depth: number): number {
  let best = Number.NEGATIVE_INFINITY;
  let nearest = 0;
  for (let centre = 0, c = 0; centre < half.length; centre++, c += depth) {
    let product = -half[centre];
    for (let at = 0; at < depth; at++) product += rows[from + at] * centres[c + at];
    if (product > best) {
      best = product;
      nearest = centre;
    }
  }
  return nearest;
}

function copyRow(from: Float32Array, row: number, to: Float32Array, target: number, depth: number): void {
  to.set(from.subarray(row * depth, (row + 1) * depth), target * depth);
}
