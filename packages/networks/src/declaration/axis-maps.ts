/** What one axis of images becomes: output place i is the sum of `matrix[i][j]` times input place j. */
export type AxisMap = readonly (readonly number[])[];

export type Interpolation = 'bilinear' | 'nearest';

/** Keeps `length` places from `start` on. */
export const kept = (size: number, start: number, length: number): AxisMap =>
  mapOf(size, length, (row, i) => {
    row[start + i] = 1;
  });

/**
 * Another length, where the middles of first and last places lie over each other: `tf.image.resize` without antialias,
 * `torch.nn.functional.interpolate` with align_corners false (its nearest is `nearest-exact`).
 */
export function resized(size: number, length: number, interpolation: Interpolation): AxisMap {
  const middle = (i: number): number => ((i + 0.5) * size) / length;
  return mapOf(size, length, (row, i) => {
    if (interpolation === 'nearest') {
      row[Math.min(size - 1, Math.floor(middle(i)))] = 1;
      return;
    }
    const at = Math.min(size - 1, Math.max(0, middle(i) - 0.5));
    const before = Math.floor(at);
    row[before] += 1 - (at - before);
    if (at > before) row[before + 1] += at - before;
  });
}

function mapOf(size: number, length: number, fill: (row: number[], i: number) => void): AxisMap {
  return Array.from({ length }, (_, i) => {
    const row = new Array<number>(size).fill(0);
    fill(row, i);
    return row;
  });
}
