import { isQuick, localWorker, spawnWorker, Worker } from '@selvedge/compute/workers';
import type { FitOptions, LabelledRows, Matrix } from '@selvedge/data';
import { toFloat32 } from '@selvedge/data/arithmetic';
import type { Coefficients, Convergence, LogisticProblem } from './fit-lbfgs.js';
import type { api } from './sag.worker.js';

/** With a number of a row in a step. */
const PRODUCTS = 4;

/** Minimises the penalised loss by SAG or SAGA, one pass over randomly drawn rows per iteration; in a worker thread unless that is quick. */
export async function fitSag(
  { params, features, classes, totalWeight, strength }: LogisticProblem,
  labels: LabelledRows['labels'],
  rowWeights: Float64Array,
  start: Coefficients,
  { seed = 0, signal, onProgress }: FitOptions,
): Promise<Coefficients & { readonly convergence: Convergence }> {
  const operations = PRODUCTS * params.maxIter * features.values.length * classes;
  const worker = isQuick(operations)
    ? localWorker<typeof api>(async () => ({ fit: (await import('./sag-fit.js')).sagFit }))
    : spawnWorker<typeof api>(
        () => new Worker(new URL('./sag.worker.js', import.meta.url), { type: 'module', name: 'logistic-regression' }),
      );
  const rows: Matrix = features.values instanceof Float64Array ? toFloat32(features) : features;
  try {
    return await worker.call(
      'fit',
      {
        problem: {
          features: rows,
          labels,
          classes,
          rowWeights,
          hasIntercept: params.fitIntercept,
          isSaga: params.solver === 'saga',
          decay: strength / features.rows,
          ...start,
        },
        totalWeight,
        maxIter: params.maxIter,
        tol: params.tol,
        seed,
      },
      { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) },
    );
  } finally {
    await worker.close();
  }
}
