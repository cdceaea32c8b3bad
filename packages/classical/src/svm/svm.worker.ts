import type { WorkerContext } from '@selvedge/compute/types';
import { serveWorker } from '@selvedge/compute/workers';
import { createRng } from '@selvedge/data';
import { type DualProblem, type DualSolution, descendDual } from './dual-descent.js';

/** The line of one class. */
export interface LineRequest extends DualProblem {
  readonly seed: number;
  /** Number of the class: each has random numbers of its own. */
  readonly label: number;
}

function fit({ seed, label, ...problem }: LineRequest, context: WorkerContext): DualSolution {
  const rng = createRng(seed).fork('linear-svm').fork(String(label));
  const line = descendDual(problem, rng, () => context.throwIfAborted('fit linear-svm'));
  context.transfer(line.weights.buffer as ArrayBuffer);
  return line;
}

export const api: { readonly fit: typeof fit } = serveWorker({ fit });
