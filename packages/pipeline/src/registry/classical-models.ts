import {
  type ClassicalSpec,
  createClassifier,
  FittedDecisionTree,
  FittedForest,
  FittedGradientBoosting,
  FittedKnn,
  loadClassifier,
} from '@selvedge/classical';
import { count } from '@selvedge/component';
import { z } from 'zod';
import type { ModelEntry, Nesting } from './model-entry.js';

type Of<Kind extends ClassicalSpec['kind']> = Extract<ClassicalSpec, { readonly kind: Kind }>;

/** One schema per kind; the compiler compares each with the type that the package declares. A test asks for every kind. */
type Schemas = { readonly [Kind in ClassicalSpec['kind']]: z.ZodType<Of<Kind>> };

const engine = z
  .enum(['fast', 'ml'])
  .exactOptional()
  .describe('Our own kernels, or the npm package of ml.js. Default fast.');
const classWeights = z
  .union([z.enum(['none', 'balanced']), z.array(z.number().min(0)).min(2).max(65_536)])
  .exactOptional()
  .describe("Weight of each class's rows; `balanced` is rows / (classes * rows of the class). Default none.");

const depth = z
  .union([count(1_000_000), z.null()])
  .exactOptional()
  .describe('Of the leaves; null: no limit, the default.');
const growth = {
  criterion: z.enum(['gini', 'entropy']).exactOptional().describe('Impurity that splits lower. Default gini.'),
  maxDepth: depth,
  minSamplesSplit: z.int().min(2).exactOptional().describe('Nodes with fewer rows are leaves. Default 2.'),
  minSamplesLeaf: z.int().min(1).exactOptional().describe('No split leaves fewer rows on a side. Default 1.'),
  maxFeatures: z
    .union([z.enum(['all', 'sqrt', 'log2']), z.number().gt(0)])
    .exactOptional()
    .describe('Columns drawn at each node: all, a formula, a share below 1, or a count.'),
  minImpurityDecrease: z.number().min(0).exactOptional().describe('Smaller gains are not worth a split. Default 0.'),
};
const forest = {
  trees: count(100_000).exactOptional().describe('Whose probabilities are averaged. Default 100.'),
  bootstrap: z.boolean().exactOptional().describe('Grow each tree on rows drawn with replacement.'),
  maxSamples: z
    .union([z.number().gt(0), z.null()])
    .exactOptional()
    .describe('Rows drawn per tree; null: all.'),
  oobScore: z.boolean().exactOptional().describe('Also measure accuracy on rows that trees were not grown on.'),
  ...growth,
};

const schemas = {
  knn: z.strictObject({
    kind: z.literal('knn'),
    k: count(1_000_000).exactOptional().describe('Neighbours that vote. Default 5.'),
    metric: z
      .enum(['euclidean', 'manhattan', 'cosine'])
      .exactOptional()
      .describe('Distance d between rows. Default euclidean.'),
    votes: z
      .enum(['uniform', 'distance', 'gaussian'])
      .exactOptional()
      .describe('Weight of a vote: 1, 1/d, or exp(-alpha d^2). Default uniform.'),
    alpha: z.number().min(0).exactOptional().describe('Of the Gaussian votes. 0 is one vote each. Default 1.'),
    scale: z
      .number()
      .gt(0)
      .exactOptional()
      .describe('d is divided by it first; 255 lets alpha refer to pixels / 255. Default 1.'),
    engine,
  }),
  'decision-tree': z.strictObject({
    kind: z.literal('decision-tree'),
    ...growth,
    ccpAlpha: z.number().min(0).exactOptional().describe('Cost-complexity pruning. Default 0: none.'),
    splitter: z.enum(['best', 'random']).exactOptional().describe('Every cut of a column, or one at random.'),
    smoothing: z.number().min(0).exactOptional().describe('Added to the counts of a leaf. Default 0.'),
    engine,
  }),
  'random-forest': z.strictObject({ kind: z.literal('random-forest'), ...forest, engine }),
  'extra-trees': z.strictObject({
    kind: z.literal('extra-trees'),
    ...forest,
    engine: z.literal('fast').exactOptional(),
  }),
  'gradient-boosting': z.strictObject({
    kind: z.literal('gradient-boosting'),
    iterations: count(100_000).exactOptional().describe('Rounds of one tree per class. Default 100.'),
    learningRate: z.number().gt(0).max(1).exactOptional().describe('Weighs every tree. Default 0.1.'),
    maxLeaves: z.int().min(2).max(65_536).exactOptional().describe('Of a tree. Default 31.'),
    maxDepth: depth,
    minChildWeight: z.number().min(0).exactOptional().describe('Least sum of p (1 - p) in a leaf. Default 1.'),
    l2: z.number().min(0).exactOptional().describe('Shrinks the values of small leaves. Default 1.'),
    minGain: z.number().min(0).exactOptional().describe('Smaller gains are not worth a split. Default 0.'),
    subsample: z.number().gt(0).max(1).exactOptional().describe('Share of the rows drawn for each round. Default 1.'),
    columnSample: z.number().gt(0).max(1).exactOptional().describe('Share of columns drawn for a tree. Default 1.'),
    patience: z
      .union([count(100_000), z.null()])
      .exactOptional()
      .describe('Rounds without a lower validation loss before it stops; null: never, the default.'),
    validationFraction: z
      .number()
      .gt(0)
      .max(0.999)
      .exactOptional()
      .describe('Rows held out for patience where the split has no validation rows. Default 0.1.'),
  }),
  'nearest-centroid': z.strictObject({
    kind: z.literal('nearest-centroid'),
    temperature: z.number().gt(0).exactOptional(),
  }),
  'gaussian-naive-bayes': z.strictObject({
    kind: z.literal('gaussian-naive-bayes'),
    varSmoothing: z.number().min(0).exactOptional(),
  }),
  dummy: z.strictObject({ kind: z.literal('dummy'), strategy: z.enum(['majority', 'prior']).exactOptional() }),
  'logistic-regression': z.strictObject({
    kind: z.literal('logistic-regression'),
    penalty: z.enum(['l2', 'none']).exactOptional().describe('Default l2.'),
    C: z
      .number()
      .gt(0)
      .exactOptional()
      .describe('Weighs the losses against the penalty: larger fits closer. Default 1.'),
    fitIntercept: z.boolean().exactOptional().describe('Adds a constant per class. Default true.'),
    solver: z
      .enum(['lbfgs', 'sag', 'saga'])
      .exactOptional()
      .describe('Full-batch quasi-Newton, or stochastic average gradient. Default lbfgs.'),
    maxIterations: count(10_000_000).exactOptional().describe('L-BFGS steps, or passes over the rows. Default 100.'),
    tolerance: z.number().min(0).exactOptional().describe('Where to stop. Default 0.0001.'),
    classWeights,
    engine,
  }),
} satisfies Schemas;

function entry<Kind extends keyof typeof schemas>(kind: Kind, more: Partial<ModelEntry<Of<Kind>>> = {}): ModelEntry {
  const made = {
    kind,
    schema: schemas[kind] as z.ZodType,
    family: 'classical' as const,
    create: (spec: ClassicalSpec) => createClassifier(spec),
    load: loadClassifier,
    ...more,
  };
  return made as unknown as ModelEntry;
}

const TREES = 100;
const ROUNDS = 100;

/** The first trees of a forest are the smaller forest, so the largest that is asked for answers for all. */
const treeCounts: Nesting<Of<'random-forest'> | Of<'extra-trees'>> = {
  parameters: ['trees'],
  fitted: (specs) => ({ trees: Math.max(...specs.map(({ trees = TREES }) => trees)) }),
  predictMany: (model, specs, features, options) => {
    if (!(model instanceof FittedForest)) throw new Error('internal: not a forest');
    const counts = specs.map(({ trees = TREES }) => trees);
    return model.predictGrid(features, counts, options);
  },
};

/** The models of `@selvedge/classical`. */
export const classicalModels: readonly ModelEntry[] = [
  entry('knn', {
    nesting: {
      parameters: ['k', 'votes', 'alpha', 'scale'],
      predictMany: async (model, specs, features, options) => {
        if (!(model instanceof FittedKnn)) throw new Error('internal: not a kNN');
        const cells = specs.map(({ kind: _, metric: __, engine: ___, ...cell }) => cell);
        return model.predictGrid(features, cells, options);
      },
    },
  }),
  entry('logistic-regression'),
  entry('decision-tree', {
    nesting: {
      parameters: ['maxDepth', 'minSamplesSplit'],
      predictMany: (model, specs, features) => {
        if (!(model instanceof FittedDecisionTree)) throw new Error('internal: not a decision tree');
        const cells = specs.map(({ maxDepth = null, minSamplesSplit = 2 }) => ({ maxDepth, minSamplesSplit }));
        return model.predictGrid(features, cells);
      },
    },
  }),
  entry('random-forest', { nesting: treeCounts }),
  entry('extra-trees', { nesting: treeCounts }),
  entry('gradient-boosting', {
    usesValidation: true,
    nesting: {
      parameters: ['iterations'],
      fitted: (specs) => ({ iterations: Math.max(...specs.map(({ iterations = ROUNDS }) => iterations)) }),
      predictMany: (model, specs, features, options) => {
        if (!(model instanceof FittedGradientBoosting)) throw new Error('internal: not gradient boosting');
        const rounds = specs.map(({ iterations = ROUNDS }) => model.roundsWithin(iterations));
        return model.predictGrid(features, rounds, options);
      },
    },
  }),
  entry('nearest-centroid'),
  entry('gaussian-naive-bayes'),
  entry('dummy'),
];
