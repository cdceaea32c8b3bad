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

/**
 * The level of each interval that says about 0 what Holm's procedure says: 1 minus the threshold of its own step for a
 * comparison that is rejected, and of the step that ended the procedure for the others.
 *
 * @param level - of all comparisons together, in (0, 1)
 */
export function holmLevels(pValues: readonly number[], level: number): number[] {
  const adjusted = holm(pValues);
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[a] - pValues[b]);
  const rejected = adjusted.filter((pValue) => pValue < 1 - level).length;
  const levels = new Array<number>(pValues.length);
  for (const [step, at] of order.entries()) levels[at] = 1 - (1 - level) / (pValues.length - Math.min(step, rejected));
  return levels;
}
