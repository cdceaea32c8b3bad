import {
  checkedParams,
  count,
  type Definition,
  defineParams,
  type Fields,
  formerly,
  type SpecOf,
} from '@selvedge/component';
import { SelvedgeError } from '@selvedge/data';
import { z } from 'zod';
import { engineField, mljsKnows } from '../engine.js';
import type { LogisticRegressionParams } from '../specs.generated.js';

const weights = z
  .array(z.number().min(0).max(1e30))
  .min(1)
  .max(65_536)
  .refine((list) => list.some((weight) => weight > 0), 'need a weight above 0');

const fields: Fields<SpecOf<'logistic-regression', LogisticRegressionParams>> = {
  penalty: z
    .enum(['l2', 'none'])
    .default('l2')
    .describe('Adds half the sum of squared weights (the intercept is free), or nothing.'),
  C: z.number().gt(0).default(1).describe('Weighs the sum of losses against the penalty: larger fits closer.'),
  fitIntercept: z.boolean().default(true).describe('Adds a constant per class.'),
  solver: z
    .enum(['lbfgs', 'sag', 'saga'])
    .default('lbfgs')
    .describe('Full-batch quasi-Newton, or stochastic average gradient.'),
  maxIter: formerly(count(10_000_000).default(100).describe('L-BFGS steps, or passes over the rows.'), 'maxIterations'),
  tol: formerly(
    z
      .number()
      .min(0)
      .default(1e-4)
      .describe(
        'Where to stop. `lbfgs`: the largest component of the gradient of the mean objective; `sag`, `saga`: the largest change of a weight in a pass, relative to the largest weight.',
      ),
    'tolerance',
  ),
  classWeight: formerly(
    z
      .union([z.enum(['none', 'balanced']), weights])
      .default('none')
      .describe("Weight of a row's loss, one number per class; `balanced` is rows / (classes * rows of the class)."),
    'classWeights',
  ),
  engine: engineField,
};

export const logisticRegressionDefinition: Definition<SpecOf<'logistic-regression', LogisticRegressionParams>> =
  defineParams({
    kind: 'logistic-regression',
    description: 'Multinomial logistic regression.',
    fields,
    rule: (params) => mljsKnows(params, fields, ['maxIter']),
  });

export const logisticRegressionParams = (given: Partial<LogisticRegressionParams>): LogisticRegressionParams =>
  checkedParams(logisticRegressionDefinition, given);

/**
 * The weight of every class's rows.
 *
 * @param counts - training rows per class
 * @throws SelvedgeError `shape-mismatch` when a list of weights has another length than the classes
 */
export function classWeightsOf(
  { classWeight: classWeights }: LogisticRegressionParams,
  counts: Uint32Array,
): Float64Array {
  if (classWeights === 'none') return new Float64Array(counts.length).fill(1);
  if (classWeights === 'balanced') {
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const present = counts.filter((count) => count > 0).length;
    return Float64Array.from(counts, (count) => (count === 0 ? 0 : rows / (present * count)));
  }
  if (classWeights.length === counts.length) return Float64Array.from(classWeights);
  throw new SelvedgeError(
    'shape-mismatch',
    `logistic-regression: got ${classWeights.length} numbers in classWeight for ${counts.length} classes; need one per class.`,
  );
}
