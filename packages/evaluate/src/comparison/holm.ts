/**
 * Holm's step-down correction: p-values that stay valid together, however many comparisons were made.
 *
 * @param pValues - in [0, 1]
 * @returns adjusted p-values in the same order, none smaller than before
 * @see Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979)
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = pValues.map(() => 1);
  let least = 0;
  order.forEach((at, rank) => {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[at]));
    adjusted[at] = least;
  });
  return adjusted;
}
