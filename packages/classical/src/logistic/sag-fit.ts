import { openSag, type SagProblem } from '@selvedge/compute/kernels';
import type { WorkerContext } from '@selvedge/compute/types';
import { createRng, SelvedgeError } from '@selvedge/data';
import type { Coefficients, Convergence } from './fit-lbfgs.js';

/** What `sagFit` is asked. */
export interface SagRequest {
  readonly problem: Omit<SagProblem, 'step'>;
  readonly totalWeight: number;
  readonly maxIter: number;
  readonly tol: number;
  readonly seed: number;
}

/** Rows between two looks at the caller's signal. */
const STEPS = 4096;

/** Runs in a worker thread. */
export function sagFit(
  { problem, totalWeight, maxIter, tol, seed }: SagRequest,
  context: WorkerContext,
): Coefficients & { convergence: Convergence } {
  const { rows } = problem.features;
  const sag = openSag({ ...problem, step: stepSize(problem) });
  const rng = createRng(seed).fork('sag');
  const losses: number[] = [];
  const end = (stopped: Convergence['stopped'], iterations: number) => ({
    ...state,
    convergence: { stopped, iterations, losses },
  });
  let state = sag.state();
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    const order = Int32Array.from({ length: rows }, () => rng.int(rows));
    let loss = 0;
    for (let first = 0; first < rows; first += STEPS) {
      context.throwIfAborted('fit logistic-regression');
      loss += sag.steps(order.subarray(first, first + STEPS));
    }
    const before = state.weights;
    state = sag.state();
    const { largest, change } = compare(before, state.weights);
    if (!Number.isFinite(largest)) throw diverged(iteration);
    const squares = state.weights.reduce((sum, weight) => sum + weight * weight, 0);
    losses.push((loss + 0.5 * problem.decay * rows * squares) / totalWeight);
    const metrics = { loss: losses[losses.length - 1], change: largest > 0 ? change / largest : 0 };
    context.report({ step: 'fit logistic-regression', done: iteration, total: maxIter, metrics });
    if (change <= tol * largest) return end('converged', iteration);
  }
  return end('max-iterations', maxIter);
}

/**
 * As in scikit-learn (`get_auto_step_size`): 1 / L for SAG and 1 / (2 L + min(2 n decay, L)) for SAGA, where L bounds
 * the curvature of a row's loss. That is in proportion to the row's weight, which scikit-learn leaves out.
 */
function stepSize(problem: Omit<SagProblem, 'step'>): number {
  const { features, decay, isSaga } = problem;
  const bound = 0.25 * largestSquare(problem) + decay;
  return isSaga ? 1 / (2 * bound + Math.min(2 * features.rows * decay, bound)) : 1 / bound;
}

/** Of rows, the intercept's 1 beside them, times their weights. */
function largestSquare({ features, rowWeights, hasIntercept }: Omit<SagProblem, 'step'>): number {
  const { values, rows, columns } = features;
  let largest = 0;
  for (let row = 0, at = 0; row < rows; row++) {
    let square = 0;
    for (const end = at + columns; at < end; at++) square += values[at] * values[at];
    largest = Math.max(largest, rowWeights[row] * (square + Number(hasIntercept)));
  }
  return largest;
}

function compare(before: Float64Array, after: Float64Array): { largest: number; change: number } {
  let largest = 0;
  let change = 0;
  for (let at = 0; at < after.length; at++) {
    largest = Math.max(largest, Math.abs(after[at]));
    change = Math.max(change, Math.abs(after[at] - before[at]));
  }
  return { largest, change };
}

const diverged = (iteration: number): SelvedgeError =>
  new SelvedgeError(
    'diverged',
    `logistic-regression: the weights left the finite numbers in pass ${iteration}. Standardise the features first.`,
  );
