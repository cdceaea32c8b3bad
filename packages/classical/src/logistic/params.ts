import { count, type Definition, defineParams, formerly, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { guessedWords } from '@selvedge/component/names';
import type { Breach, Fields } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import { classWeightField } from '../class-weight.js';
import { engineField, mljsKnows } from '../engine.js';
import type { LogisticRegressionParams } from '../specs.generated.js';

const fields: Fields<SpecOf<'logistic-regression', LogisticRegressionParams>> = {
  penalty: z
    .enum(['l2', 'l1', 'elasticnet', 'none'])
    .default('l2')
    .describe(
      'Adds half the sum of squared weights (the intercept is free), the sum of magnitudes, a mixture of both, or nothing.',
    ),
  l1Ratio: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe('Of `elasticnet`: the share of the L1 penalty; the rest is L2.'),
  C: z.number().gt(0).default(1).describe('Weighs the sum of losses against the penalty: larger fits closer.'),
  fitIntercept: z.boolean().default(true).describe('Adds a constant per class.'),
  solver: guessedWords(
    z
      .enum(['lbfgs', 'sag', 'saga', 'coordinate-descent'])
      .default('lbfgs')
      .describe(
        'Full-batch quasi-Newton, stochastic average gradient, or Newton steps by coordinate descent in float64, which has every penalty.',
      ),
    { liblinear: 'coordinate-descent', 'newton-cholesky': 'coordinate-descent', 'newton-cg': 'lbfgs' },
  ),
  maxIter: formerly(
    count(10_000_000).default(100).describe('L-BFGS or Newton steps, or passes over the rows.'),
    'maxIterations',
  ),
  tol: formerly(
    z
      .number()
      .min(0)
      .default(1e-4)
      .describe(
        'Where to stop. `lbfgs`, `coordinate-descent`: the largest component of the (sub)gradient of the mean objective; `sag`, `saga`: the largest change of a weight in a pass, relative to the largest weight.',
      ),
    'tolerance',
  ),
  classWeight: formerly(classWeightField, 'classWeights'),
  engine: engineField,
};

/** A rule: the solver can do the penalty. */
function hasSolver({ penalty, l1Ratio, solver }: LogisticRegressionParams): Breach | undefined {
  if (penalty === 'elasticnet' && l1Ratio === null)
    return { path: ['l1Ratio'], message: 'the penalty elasticnet needs it; write l1Ratio: 0.5, or another share' };
  if (penalty !== 'elasticnet' && l1Ratio !== null)
    return {
      path: ['l1Ratio'],
      message: `the penalty ${penalty} has none; write penalty: elasticnet, or leave it out`,
    };
  if (penalty === 'l2' || penalty === 'none' || solver === 'coordinate-descent') return undefined;
  return {
    path: ['solver'],
    message: `${solver} cannot have the penalty ${penalty}; write solver: coordinate-descent`,
  };
}

export const logisticRegressionDefinition: Definition<SpecOf<'logistic-regression', LogisticRegressionParams>> =
  defineParams({
    kind: 'logistic-regression',
    description: 'Multinomial logistic regression.',
    knownAs: [
      'softmax-regression',
      'multinomial-logistic-regression',
      'logistic',
      'logreg',
      'logit',
      'softmax',
      'lr',
      'max-ent',
    ],
    advice: {
      multiClass: 'leave it out: it is multinomial',
      dual: 'leave it out',
      warmStart: 'write fit(rows, { warmStart: fitted })',
    },
    fields,
    rule: (params) => mljsKnows(params, fields, ['maxIter']) ?? hasSolver(params),
  });

export const logisticRegressionParams = (given: Partial<LogisticRegressionParams>): LogisticRegressionParams =>
  checkedParams(logisticRegressionDefinition, given);
