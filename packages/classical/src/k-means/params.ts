import { count, type Definition, defineComponent, guessedAs } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import type { KMeansParams } from '../specs.generated.js';

/** Parameters of `KMeans`, and of the transform. */
export const kMeansParams: Definition<KMeansParams> = defineComponent<KMeansParams>({
  family: 'transform',
  kind: 'k-means',
  description: 'Distances to the centres that k-means finds.',
  knownAs: ['KMeans'],
  fields: {
    nClusters: guessedAs(count(1_000_000).default(8).describe('Centres; at most the rows.'), 'k', 'clusters'),
    init: z
      .enum(['k-means++', 'random'])
      .default('k-means++')
      .describe('How a run begins: rows that lie far apart, by the greedy k-means++, or rows drawn at random.'),
    nInit: z
      .union([z.literal('auto'), count(100_000)])
      .default('auto')
      .describe('Runs, of which the one of the lowest inertia is kept; `auto`: 1 of k-means++, 10 of random.'),
    maxIter: count(1_000_000).default(300).describe('Rounds of a run.'),
    tol: z
      .number()
      .min(0)
      .default(1e-4)
      .describe("Ends a run where the centres' squared moves sum to less, times the columns' mean variance."),
  },
});
