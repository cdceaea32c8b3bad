import { createRng } from '@selvedge/data';
import { compareModels } from '@selvedge/evaluate';
import { type Population, simulate } from './simulated.js';

/** How often a test at 5 % named a winner of two models of equal strength. */
export interface Rejections {
  readonly metric: string;
  readonly rejected: number;
  readonly repetitions: number;
}

export function rejections(population: Population, names: readonly string[], repetitions: number): Rejections[] {
  const rejected = names.map(() => 0);
  for (let seed = 0; seed < repetitions; seed++) {
    const models = simulate(population, 2, createRng(seed));
    for (const [at, metric] of names.entries()) {
      const options = { metric: metric as 'accuracy', resamples: 100, seed };
      if (compareModels(models, options).pairs[0].winner !== 'tie') rejected[at]++;
    }
  }
  return names.map((metric, at) => ({ metric, rejected: rejected[at], repetitions }));
}
