import { checkedParams, count, type Definition, defineParams, type Fields, type SpecOf } from '@selvedge/component';
import { z } from 'zod';
import { engineField } from '../engine.js';
import type { KnnParams } from '../specs.generated.js';

/** How neighbours vote: what one fit can answer in many variants. */
export type KnnCell = Pick<KnnParams, 'k' | 'votes' | 'alpha' | 'scale'>;

const fields: Fields<SpecOf<'knn', KnnParams>> = {
  k: count(1_000_000).default(5).describe('Neighbours that vote; at most the training rows.'),
  metric: z.enum(['euclidean', 'manhattan', 'cosine']).default('euclidean').describe('The distance d between rows.'),
  votes: z
    .enum(['uniform', 'distance', 'gaussian'])
    .default('uniform')
    .describe('The weight of a vote: 1, 1/d, or exp(-alpha d^2).'),
  alpha: z
    .number()
    .min(0)
    .default(1)
    .describe('Of the Gaussian votes: the inverse squared bandwidth; 0 gives one vote each.'),
  scale: z
    .number()
    .gt(0)
    .default(1)
    .describe('Of the Gaussian votes: d is divided by it first. With bytes, 255 lets alpha refer to pixels / 255.'),
  engine: engineField,
};

export const knnDefinition: Definition<SpecOf<'knn', KnnParams>> = defineParams({
  kind: 'knn',
  description: 'k nearest neighbours: the class that most of the k nearest training rows have.',
  fields,
  rule: ({ engine, metric }) =>
    engine === 'ml' && metric !== 'euclidean'
      ? { path: ['metric'], message: "engine 'ml' knows euclidean alone; use engine 'fast'" }
      : undefined,
});

export const knnParams = (given: Partial<KnnParams>): KnnParams => checkedParams(knnDefinition, given);
