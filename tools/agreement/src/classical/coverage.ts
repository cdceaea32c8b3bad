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
      const value = scored.of(sample);
      if (Number.isNaN(value)) continue;
      const { low, high } =
        scored.name === 'accuracy'
          ? wilsonInterval(Math.round(value * population.rows), population.rows)
          : bootstrapMetric(scored, sample, { resamples: 100, seed }).interval;
      defined[at]++;
      if (low <= values[at] && values[at] <= high) covered[at]++;
    }
  }
  return chosen.map(({ name }, at) => ({
    metric: name,
    value: values[at],
    covered: covered[at],
    repetitions: defined[at],
  }));
}
