import type { WorkerContext } from '@selvedge/compute/types';
import { serveWorker } from '@selvedge/compute/workers';
import { type CoordinateProblem, type CoordinateSolution, descendCoordinates } from './coordinate-descent.js';

function fit(problem: CoordinateProblem, context: WorkerContext): CoordinateSolution {
  return descendCoordinates(
    problem,
    (done, loss, gradient) => {
      const metrics = { loss, gradient };
      context.report({ step: 'fit logistic-regression', done, total: problem.maxIter, metrics });
    },
    () => context.throwIfAborted('fit logistic-regression'),
  );
}

export const api: { readonly fit: typeof fit } = serveWorker({ fit });
