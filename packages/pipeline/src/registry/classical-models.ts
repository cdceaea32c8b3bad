import { type ClassicalSpec, createClassifier, FittedKnn, loadClassifier } from '@selvedge/classical';
import { z } from 'zod';
import { count } from '../spec/limits.js';
import type { ModelEntry } from './model-entry.js';

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
} satisfies Partial<Schemas>;

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
  entry('nearest-centroid'),
  entry('gaussian-naive-bayes'),
  entry('dummy'),
];
