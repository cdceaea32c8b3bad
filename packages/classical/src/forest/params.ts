import { count, type Definition, defineParams, formerly, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { formerWords } from '@selvedge/component/names';
import type { Breach, Fields } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import { engineField, mljsKnows } from '../engine.js';
import type { ExtraTreesParams, RandomForestParams } from '../specs.generated.js';
import { growthFields, maxFeaturesField, maxSamplesField } from '../tree/params.js';

export type ForestKind = 'random-forest' | 'extra-trees';

/** Parameters of `RandomForest` and `ExtraTrees`. */
export type ForestParams = RandomForestParams;

const fieldsOf = (bootstrap: boolean): Omit<Fields<SpecOf<ForestKind, ForestParams>>, 'engine'> => ({
  nEstimators: formerly(count(100_000).default(100).describe('Trees whose probabilities are averaged.'), 'trees'),
  bootstrap: z
    .boolean()
    .default(bootstrap)
    .describe('Grows each tree on rows drawn with replacement, not on all rows.'),
  maxSamples: maxSamplesField,
  oobScore: z
    .boolean()
    .default(false)
    .describe('Also measures accuracy on the rows that trees were not grown on. Needs bootstrap.'),
  ...growthFields,
  maxFeatures: maxFeaturesField('sqrt'),
});

function drawsRows({ bootstrap, maxSamples, oobScore }: Omit<ForestParams, 'engine'>): Breach | undefined {
  if (bootstrap) return undefined;
  if (oobScore)
    return { path: ['oobScore'], message: 'without bootstrap no tree leaves rows out; need bootstrap: true' };
  if (maxSamples === null) return undefined;
  return { path: ['maxSamples'], message: 'without bootstrap no rows are drawn; need bootstrap: true' };
}

const forestFields: Fields<SpecOf<'random-forest', RandomForestParams>> = { ...fieldsOf(true), engine: engineField };

export const randomForestDefinition: Definition<SpecOf<'random-forest', RandomForestParams>> = defineParams({
  kind: 'random-forest',
  description: 'Trees on rows drawn with replacement, whose nodes choose among columns drawn at random.',
  knownAs: ['RandomForestClassifier', 'forest', 'rf'],
  fields: forestFields,
  rule: (params) =>
    drawsRows(params) ?? mljsKnows(params, forestFields, ['nEstimators', 'maxDepth', 'minSamplesSplit', 'maxFeatures']),
});

export const extraTreesDefinition: Definition<SpecOf<'extra-trees', ExtraTreesParams>> = defineParams<
  'extra-trees',
  ExtraTreesParams
>({
  kind: 'extra-trees',
  description: 'Trees on all rows whose nodes choose among random cuts, one for each of a few columns drawn at random.',
  knownAs: ['ExtraTreesClassifier', 'et', 'extremely-randomized-trees'],
  fields: {
    ...fieldsOf(false),
    engine: formerWords(z.literal('native').default('native').describe('Our own kernels; ml.js has no such forest.'), {
      fast: 'native',
    }),
  },
  rule: drawsRows,
});

/** The definition of one of both; they differ in what they may be, not in what they are. */
export const forestDefinition = (kind: ForestKind): Definition<SpecOf<ForestKind, ForestParams>> =>
  (kind === 'random-forest' ? randomForestDefinition : extraTreesDefinition) as Definition<
    SpecOf<ForestKind, ForestParams>
  >;

export const forestParams = (kind: ForestKind, given: Partial<ForestParams>): ForestParams =>
  checkedParams(forestDefinition(kind), given);
