import { createRng } from '@selvedge/data';
import { bootstrapMetric, metrics, wilsonInterval } from '@selvedge/evaluate';
import { type Population, simulate } from './simulated.js';

/** How often 95 % intervals held the value of the whole population. */
export interface Coverage {
  readonly metric: string;
  readonly value: number;
  readonly covered: number;
  readonly repetitions: number;
}

/** Rows that stand for the whole population. */
const MANY = 200_000;

export function coverage(population: Population, names: readonly string[], repetitions: number): Coverage[] {
  const [whole] = simulate({ ...population, rows: MANY }, 1, createRng('population'));
  const chosen = names.map((name) => metrics.definitionOf(name as Parameters<typeof metrics.definitionOf>[0]));
  const values = chosen.map(({ of }) => of(whole));
  const covered = chosen.map(() => 0);
  const defined = chosen.map(() => 0);
  for (let seed = 0; seed < repetitions; seed++) {
    const [sample] = simulate(population, 1, createRng(seed));
    for (const [at, scored] of chosen.entries()) {
      if (scored.name === 'accuracy' || Number.isNaN(scored.of(sample))) continue;
      const { low, high } = bootstrapMetric(scored, sample, { resamples: 100, seed }).interval;
      defined[at]++;
      if (low <= values[at] && values[at] <= high) covered[at]++;
    }
  }
  return chosen.map(({ name }, at) =>
    name === 'accuracy'
      ? { metric: name, value: values[at], covered: coverageOfWilson(values[at], population.rows), repetitions: 1 }
      : { metric: name, value: values[at], covered: covered[at], repetitions: defined[at] },
  );
}

/** The share of samples whose interval holds the share `p`: without a simulation, by the binomial distribution. */
function coverageOfWilson(p: number, rows: number): number {
  let [covered, logOfCount] = [0, rows * Math.log(1 - p)];
  for (let count = 0; count <= rows; count++) {
    const { low, high } = wilsonInterval(count, rows);
    if (low <= p && p <= high) covered += Math.exp(logOfCount);
    logOfCount += Math.log((rows - count) / (count + 1)) + Math.log(p / (1 - p));
  }
  return covered;
}
