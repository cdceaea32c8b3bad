import { count, type Definition, defineParams, formerly, guessedAs, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { guessedWords } from '@selvedge/component/names';
import type { Fields } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import { engineField } from '../engine.js';
import type { KnnParams } from '../specs.generated.js';

/** How neighbours vote: what one fit can answer in many variants. */
export type KnnVoting = Pick<KnnParams, 'k' | 'weights' | 'gamma'>;

const fields: Fields<SpecOf<'knn', KnnParams>> = {
  k: guessedAs(
    count(1_000_000).default(5).describe('Neighbours that vote; at most the training rows.'),
    'nNeighbors',
    'neighbors',
  ),
  metric: guessedWords(
    z.enum(['euclidean', 'manhattan', 'cosine']).default('euclidean').describe('The distance d between rows.'),
    { minkowski: 'euclidean', l2: 'euclidean', l1: 'manhattan', cityblock: 'manhattan' },
  ),
  weights: formerly(
    z
      .enum(['uniform', 'distance', 'gaussian'])
      .default('uniform')
      .describe('The weight of a neighbour: 1, 1/d, or exp(-gamma d^2).'),
    'votes',
  ),
  gamma: z
    .number()
    .min(0)
    .default(1)
    .describe(
      'Of gaussian weights: the inverse squared bandwidth, in the unit of the features; 0 weighs all alike. An alpha for bytes divided by 255 is a gamma of alpha / 65025 for the bytes.',
    ),
  engine: engineField,
};

const advice = "write gamma: alpha / scale^2 instead of 'alpha' and 'scale'";

export const knnDefinition: Definition<SpecOf<'knn', KnnParams>> = defineParams({
  kind: 'knn',
  description: 'k nearest neighbours: the class that most of the k nearest training rows have.',
  knownAs: [
    'KNeighborsClassifier',
    'k-neighbors',
    'k-nearest-neighbors',
    'nearest-neighbors',
    'nearest-neighbor',
    'nearest-neighbours',
    'nearest-neighbour',
    'neighbors',
    'knn-classifier',
  ],
  replaced: {
    fields: { alpha: advice, scale: advice },
    migrate: ({ alpha, scale = 1, ...params }) =>
      typeof alpha === 'number' && typeof scale === 'number' ? { ...params, gamma: alpha / scale ** 2 } : params,
  },
  advice: {
    p: "write metric: 'euclidean' (p = 2) or 'manhattan' (p = 1)",
    algorithm: "leave it out: the search is exact; engine: 'mljs' searches a k-d tree",
    leafSize: 'leave it out: the search is exact',
  },
  fields,
  rule: ({ engine, metric }) =>
    engine === 'mljs' && metric !== 'euclidean'
      ? { path: ['metric'], message: "engine 'mljs' knows euclidean alone; use engine 'native'" }
      : undefined,
});

export const knnParams = (given: Partial<KnnParams>): KnnParams => checkedParams(knnDefinition, given);
