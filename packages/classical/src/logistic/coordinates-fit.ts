import type { WorkerContext } from '@selvedge/compute/types';
import { type CoordinateProblem, type CoordinateSolution, descendCoordinates } from './coordinate-descent.js';

/** Runs in a worker thread. */
export function coordinatesFit(problem: CoordinateProblem, context: WorkerContext): CoordinateSolution {
  return descendCoordinates(
    problem,
    (done, loss, gradient) => {
      const metrics = { loss, gradient };
      context.report({ step: 'fit logistic-regression', done, total: problem.maxIter, metrics });
    },
    () => context.throwIfAborted('fit logistic-regression'),
  );
}
