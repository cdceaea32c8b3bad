import { mean } from '@selvedge/data/arithmetic';

/** Sample standard deviation (divided by n - 1); NaN of fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += (values[at] - centre) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}
