import { SelvedgeError } from '@selvedge/data';
import { paramChecks, withDefaults } from '../param-checks.js';

/**
 * Parameters of `LogisticRegression`.
 *
 * | name | default | range | effect |
 * |---|---|---|---|
 * | `penalty` | `l2` | `l2`, `none` | adds half the sum of squared weights (the intercept is free) |
 * | `C` | 1 | above 0 | weighs the sum of losses against the penalty: larger fits closer |
 * | `fitIntercept` | true | | adds a constant per class |
 * | `solver` | `lbfgs` | `lbfgs`, `sag`, `saga` | full-batch quasi-Newton, or stochastic average gradient |
 * | `maxIterations` | 100 | 1 or more | L-BFGS steps, or passes over the rows |
 * | `tolerance` | 1e-4 | 0 or more | `lbfgs`: largest component of the gradient of the mean objective; `sag`, `saga`: largest change of a weight in a pass, relative to the largest weight |
 * | `classWeights` | `none` | `none`, `balanced`, one number per class | weight of a row's loss; `balanced` is rows / (classes * rows of the class) |
 * | `engine` | `fast` | `fast`, `ml` | our own solvers, or the npm package ml-logistic-regression: one class against the rest, `maxIterations` steps of gradient descent, no penalty, no `C` or `tolerance` |
 */
export interface LogisticRegressionParams {
  readonly penalty: 'l2' | 'none';
  readonly C: number;
  readonly fitIntercept: boolean;
  readonly solver: 'lbfgs' | 'sag' | 'saga';
  readonly maxIterations: number;
  readonly tolerance: number;
  readonly classWeights: 'none' | 'balanced' | readonly number[];
  readonly engine: 'fast' | 'ml';
}

const DEFAULTS: LogisticRegressionParams = {
  penalty: 'l2',
  C: 1,
  fitIntercept: true,
  solver: 'lbfgs',
  maxIterations: 100,
  tolerance: 1e-4,
  classWeights: 'none',
  engine: 'fast',
};

export function logisticRegressionParams(given: Partial<LogisticRegressionParams>): LogisticRegressionParams {
  const params = withDefaults('logistic-regression', given, DEFAULTS);
  const check = paramChecks('logistic-regression');
  check.oneOf('penalty', params.penalty, ['l2', 'none']);
  check.number('C', params.C, { above: 0 });
  check.boolean('fitIntercept', params.fitIntercept);
  check.oneOf('solver', params.solver, ['lbfgs', 'sag', 'saga']);
  check.wholeNumber('maxIterations', params.maxIterations, 1);
  check.number('tolerance', params.tolerance, { min: 0 });
  check.oneOf('engine', params.engine, ['fast', 'ml']);
  const { classWeights } = params;
  if (Array.isArray(classWeights)) {
    for (const weight of classWeights) check.number('classWeights', weight, { min: 0 });
    check.number(
      'sum of classWeights',
      classWeights.reduce((sum, weight) => sum + weight, 0),
      { above: 0, max: 1e30 },
    );
  } else check.oneOf('classWeights', classWeights as string, ['none', 'balanced']);
  if (params.engine === 'ml') {
    check.oneOf('solver (engine ml)', params.solver, ['lbfgs']);
    check.oneOf('classWeights (engine ml)', String(classWeights), ['none']);
    for (const name of ['penalty', 'C', 'tolerance', 'fitIntercept'] as const) {
      check.oneOf(`${name} (engine ml)`, String(params[name]), [String(DEFAULTS[name])]);
    }
  }
  return Object.freeze(params);
}

/**
 * The weight of every class's rows.
 *
 * @param counts - training rows per class
 * @throws SelvedgeError `shape-mismatch` when a list of weights has another length than the classes
 */
export function classWeightsOf({ classWeights }: LogisticRegressionParams, counts: Uint32Array): Float64Array {
  if (classWeights === 'none') return new Float64Array(counts.length).fill(1);
  if (classWeights === 'balanced') {
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const present = counts.filter((count) => count > 0).length;
    return Float64Array.from(counts, (count) => (count === 0 ? 0 : rows / (present * count)));
  }
  if (classWeights.length === counts.length) return Float64Array.from(classWeights);
  throw new SelvedgeError(
    'shape-mismatch',
    `logistic-regression: got ${classWeights.length} classWeights for ${counts.length} classes; need one per class.`,
  );
}
