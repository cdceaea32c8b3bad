import { count, type Definition, defineParams, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { guessedWords } from '@selvedge/component/names';
import type { Fields } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import { classWeightField } from '../class-weight.js';
import { engineField, mljsKnows } from '../engine.js';
import type { DecisionTreeParams } from '../specs.generated.js';

/** Parameters that every tree of this package has, alone or in a forest. */
export type GrowthParams = Pick<
  DecisionTreeParams,
  | 'criterion'
  | 'maxDepth'
  | 'minSamplesSplit'
  | 'minSamplesLeaf'
  | 'maxFeatures'
  | 'minImpurityDecrease'
  | 'classWeight'
>;

/** How many columns each node draws to choose from: all, a formula of their number, a share in (0, 1), or a count. */
export type MaxFeatures = DecisionTreeParams['maxFeatures'];

const shareOrCount = [z.number().gt(0).lt(1), count(1_000_000)] as const;

export const maxDepthField: z.ZodType<number | null> = z
  .union([count(1_000_000), z.null()])
  .default(null)
  .describe('Nodes this deep are leaves, where the root has depth 0; null sets no limit.');

/** Fields of every tree; forests have another default of `maxFeatures`. */
export const growthFields: Omit<Fields<GrowthParams & { readonly kind: string }>, 'maxFeatures'> = {
  criterion: guessedWords(z.enum(['gini', 'entropy']).default('gini').describe('Impurity that splits lower.'), {
    'log-loss': 'entropy',
  }),
  maxDepth: maxDepthField,
  minSamplesSplit: z.int().min(2).default(2).describe('Nodes with fewer rows are leaves.'),
  minSamplesLeaf: count(Number.MAX_SAFE_INTEGER).default(1).describe('No split leaves fewer rows on a side.'),
  minImpurityDecrease: z
    .number()
    .min(0)
    .default(0)
    .describe("Splits that lower the tree's impurity by less are not made."),
  classWeight: classWeightField,
};

export const maxFeaturesField = (byDefault: MaxFeatures): z.ZodType<MaxFeatures> =>
  z
    .union([guessedWords(z.enum(['all', 'sqrt', 'log2']), { auto: 'sqrt', none: 'all' }), ...shareOrCount])
    .default(byDefault)
    .describe('Columns drawn at each node: all, a formula of their number, a share below 1, or a count.');

export const maxSamplesField: z.ZodType<number | null> = z
  .union([...shareOrCount, z.null()])
  .default(null)
  .describe(
    'Rows drawn for each tree, as a share below 1 or a count; null draws as many as there are. Needs bootstrap.',
  );

const fields: Fields<SpecOf<'decision-tree', DecisionTreeParams>> = {
  ...growthFields,
  maxFeatures: maxFeaturesField('all'),
  ccpAlpha: z
    .number()
    .min(0)
    .default(0)
    .describe('Cost-complexity pruning: a fork must lower the impurity by so much for each leaf that it adds.'),
  splitter: z.enum(['best', 'random']).default('best').describe('Tries every cut of a column, or one at random.'),
  smoothing: z
    .number()
    .min(0)
    .default(0)
    .describe('Added to each class of a leaf before shares are taken; mltools adds 0.5.'),
  engine: engineField,
};

export const decisionTreeDefinition: Definition<SpecOf<'decision-tree', DecisionTreeParams>> = defineParams({
  kind: 'decision-tree',
  description: 'A tree of binary splits.',
  knownAs: ['DecisionTreeClassifier', 'tree', 'cart', 'dt'],
  fields,
  rule: (params) => mljsKnows(params, fields, ['maxDepth', 'minSamplesSplit']),
});

export const decisionTreeParams = (given: Partial<DecisionTreeParams>): DecisionTreeParams =>
  checkedParams(decisionTreeDefinition, given);

/** The number of columns that a node draws. */
export function countOfFeatures(maxFeatures: MaxFeatures, columns: number): number {
  if (maxFeatures === 'all') return columns;
  if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(columns)));
  if (maxFeatures === 'log2') return Math.max(1, Math.floor(Math.log2(columns)));
  return maxFeatures < 1 ? Math.max(1, Math.floor(maxFeatures * columns)) : Math.min(columns, maxFeatures);
}
