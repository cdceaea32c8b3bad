import { checkedParams, count, type Definition, defineParams, formerly, type SpecOf } from '@selvedge/component';
import type { Fields } from '@selvedge/component/types';
import { z } from 'zod';
import { classWeightField } from '../class-weight.js';
import { engineField, mljsKnows } from '../engine.js';
import type { LogisticRegressionParams } from '../specs.generated.js';

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
  classWeight: formerly(classWeightField, 'classWeights'),
  engine: engineField,
};

export const logisticRegressionDefinition: Definition<SpecOf<'logistic-regression', LogisticRegressionParams>> =
  defineParams({
    kind: 'logistic-regression',
    description: 'Multinomial logistic regression.',
    knownAs: ['softmax-regression'],
    fields,
    rule: (params) => mljsKnows(params, fields, ['maxIter']),
  });

export const logisticRegressionParams = (given: Partial<LogisticRegressionParams>): LogisticRegressionParams =>
  checkedParams(logisticRegressionDefinition, given);
