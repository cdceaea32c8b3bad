import type { WorkerContext } from '@selvedge/compute/types';
import { createRng } from '@selvedge/data';
import { type DualProblem, type DualSolution, descendDual } from './dual-descent.js';
import { hasCheapSteps, newtonPrimal } from './primal-newton.js';

/** The line of one class. */
export interface LineRequest extends DualProblem {
  readonly seed: number;
  /** Number of the class: each has random numbers of its own. */
  readonly label: number;
}

/** Runs in a worker thread. */
export function fitLine({ seed, label, ...problem }: LineRequest, context: WorkerContext): DualSolution {
  const onStep = (): void => context.throwIfAborted('fit linear-svm');
  const line =
    problem.isSquared && hasCheapSteps(problem.features)
      ? newtonPrimal(problem, onStep)
      : descendDual(problem, createRng(seed).fork('linear-svm').fork(String(label)), onStep);
  context.transfer(line.weights.buffer as ArrayBuffer);
  return line;
}
