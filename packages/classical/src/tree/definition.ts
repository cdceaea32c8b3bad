import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { DecisionTreeParams } from '../specs.generated.js';
import { DecisionTree } from './decision-tree.js';
import { FittedDecisionTree, loadDecisionTree } from './fitted.js';
import { decisionTreeDefinition } from './params.js';

export const decisionTree: ClassifierDefinition<SpecOf<'decision-tree', DecisionTreeParams>> = defineClassifier(
  decisionTreeDefinition,
  {
    create: ({ kind: _, ...params }) => new DecisionTree(params),
    load: loadDecisionTree,
    usesRuntime: false,
    contract: [
      {},
      { params: { criterion: 'entropy', ccpAlpha: 0.01, smoothing: 0.5 } },
      { params: { engine: 'mljs' } },
    ],
    takesMissing: ({ engine }) => engine !== 'mljs',
    sharedFit: {
      // A tree that was pruned does not hold the larger ones, and a tree of ml.js answers for itself alone.
      applies: ({ ccpAlpha, engine }) => ccpAlpha === 0 && engine !== 'mljs',
      parameters: ['maxDepth', 'minSamplesSplit'],
      predictMany: async (model, specs, features) => {
        if (!(model instanceof FittedDecisionTree)) throw new Error('internal: not a decision tree');
        return model.predictGrid(
          features,
          specs.map(({ maxDepth, minSamplesSplit }) => ({ maxDepth, minSamplesSplit })),
        );
      },
    },
  },
);
