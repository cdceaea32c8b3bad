import { type ClassifierDefinition, defineClassifier, type Spec, type SpecOf } from '@selvedge/component';
import type { SharedFit } from '@selvedge/component/types';
import type { ExtraTreesParams, RandomForestParams } from '../specs.generated.js';
import { ExtraTrees } from './extra-trees.js';
import { FittedForest, loadForest } from './fitted.js';
import { extraTreesDefinition, randomForestDefinition } from './params.js';
import { RandomForest } from './random-forest.js';

/** The first trees of a forest are the smaller forest, so the largest that is asked for answers for all. */
const counts: SharedFit<Spec & { readonly nEstimators: number }> = {
  applies: (spec) => (spec as { readonly engine?: string }).engine !== 'mljs',
  parameters: ['nEstimators'],
  fitted: (specs) => ({ nEstimators: Math.max(...specs.map(({ nEstimators }) => nEstimators)) }),
  predictMany: async (model, specs, features, options) => {
    if (!(model instanceof FittedForest)) throw new Error('internal: not a forest');
    return model.predictGrid(
      features,
      specs.map(({ nEstimators }) => nEstimators),
      options,
    );
  },
};

type RandomForestSpec = SpecOf<'random-forest', RandomForestParams>;
type ExtraTreesSpec = SpecOf<'extra-trees', ExtraTreesParams>;

export const randomForest: ClassifierDefinition<RandomForestSpec> = defineClassifier<RandomForestSpec>(
  randomForestDefinition,
  {
    create: ({ kind: _, ...params }) => new RandomForest(params),
    load: (saved) => loadForest('random-forest', saved),
    usesRuntime: false,
    contract: [
      {
        params: { nEstimators: 5, oobScore: true },
        skip: { 'a weight of 2 counts as the row twice': 'rows are drawn' },
      },
      { params: { nEstimators: 5, maxFeatures: 4, engine: 'mljs' } },
    ],
    takesMissing: ({ engine }) => engine !== 'mljs',
    sharedFit: counts,
  },
);

export const extraTrees: ClassifierDefinition<ExtraTreesSpec> = defineClassifier<ExtraTreesSpec>(extraTreesDefinition, {
  create: ({ kind: _, ...params }) => new ExtraTrees(params),
  load: (saved) => loadForest('extra-trees', saved),
  usesRuntime: false,
  contract: [{ params: { nEstimators: 5 } }],
  takesMissing: () => true,
  sharedFit: counts,
});
