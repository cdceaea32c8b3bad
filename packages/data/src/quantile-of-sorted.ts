/**
 * The quantile of ascending values by linear interpolation, NumPy's default.
 *
 * @param share - in [0, 1]; 0.5 is the median
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
