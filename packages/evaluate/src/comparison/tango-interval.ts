import { normalQuantile } from '../statistics/normal.js';

/**
 * Tango's score interval of the difference of two shares of the same rows: of sensible width where few rows tell the
 * two apart, or none.
 *
 * @param onlyFirst - rows that only the first has
 * @param onlySecond - rows that only the second has
 * @returns bounds of the first share minus the second, in [-1, 1]
 * @see Tango, Equivalence test and confidence interval for the difference in proportions for the paired-sample design,
 * Statistics in Medicine 17 (1998)
 */
export function tangoInterval(
  onlyFirst: number,
  onlySecond: number,
  rows: number,
  level: number,
): { low: number; high: number } {
  const z = normalQuantile(0.5 + level / 2);
  const difference = (onlyFirst - onlySecond) / rows;
  const score = (supposed: number): number => {
    // The likeliest share of rows that only the second has, if the difference is as supposed.
    const a = 2 * rows;
    const b = -onlyFirst - onlySecond + (2 * rows - onlyFirst + onlySecond) * supposed;
    const c = -onlySecond * supposed * (1 - supposed);
    const share = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
    const variance = rows * (2 * share + supposed * (1 - supposed));
    const apart = onlyFirst - onlySecond - rows * supposed;
    return apart === 0 ? 0 : apart / Math.sqrt(Math.max(variance, Number.MIN_VALUE));
  };
  return {
    low: crossing(difference, -1, (supposed) => score(supposed) < z),
    high: crossing(difference, 1, (supposed) => score(supposed) > -z),
  };
}

/** Where going from `from` to `to` a difference ceases to be within the interval. */
function crossing(from: number, to: number, isWithin: (supposed: number) => boolean): number {
  let inside = from;
  let outside = to;
  for (let step = 0; step < 60; step++) {
    const middle = (inside + outside) / 2;
    if (isWithin(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
