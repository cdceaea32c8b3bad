import { createRng } from '@selvedge/data';
import { split } from '@selvedge/preprocess';

/** How evenly seeds leave rows out. */
export interface SplitEvenness {
  readonly kind: string;
  readonly seeds: number;
  /** Of the times that each row was left out. */
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
}

/** A split of classes that do not divide evenly: ten of 5 rows and one of 13, a tenth left out. */
export function splitEvenness(stratify: boolean, seeds: number): SplitEvenness {
  const labels = Uint16Array.from({ length: 63 }, (_, row) => (row < 50 ? Math.floor(row / 5) : 10));
  const times = new Float64Array(labels.length);
  let drawn = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const { validation } = split({ kind: 'fraction', validation: 0.1, stratify }, { labels }, createRng(seed));
    for (const row of validation) times[row]++;
    drawn += validation.length;
  }
  const expected = drawn / labels.length;
  return {
    kind: stratify ? 'fraction, stratified' : 'fraction',
    seeds,
    chiSquared: times.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0),
    degreesOfFreedom: labels.length - 1,
  };
}
