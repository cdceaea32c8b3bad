import {
  checkThreads,
  createLocalPool,
  createWorkerPool,
  defaultThreads,
  isQuick,
  shareMatrix,
  Worker,
} from '@selvedge/compute/workers';
import type { FitOptions } from '@selvedge/data';
import type { LinearSvmParams } from '../specs.generated.js';
import type { WeightedRows } from '../weighted-rows.js';
import type { DualSolution } from './dual-descent.js';
import type { api } from './svm.worker.js';

/**
 * The line of every class, each in a worker thread unless they are quick.
 *
 * @param positives - numbers of the classes that get a line
 * @param classWeights - of each class. As in LIBLINEAR, a line weighs the rows of its own class; of two classes, both
 */
export async function fitLines(
  params: LinearSvmParams,
  { train: { features, labels }, weights: rowWeights }: WeightedRows,
  positives: readonly number[],
  classWeights: Float64Array,
  { seed = 0, signal, onProgress, threads = defaultThreads() }: FitOptions,
): Promise<readonly DualSolution[]> {
  const shared = shareMatrix(features);
  const { loss, C, fitIntercept, interceptScaling, maxIter, tol } = params;
  checkThreads('fit linear-svm', threads);
  const pool = isQuick(maxIter * features.values.length * positives.length)
    ? createLocalPool<typeof api>(async () => ({ fit: (await import('./fit-line.js')).fitLine }))
    : createWorkerPool<typeof api>(
        () => new Worker(new URL('./svm.worker.js', import.meta.url), { type: 'module', name: 'linear-svm' }),
        { threads: Math.min(threads, positives.length) },
      );
  const isAlone = positives.length === 1;
  let done = 0;
  try {
    return await Promise.all(
      positives.map(async (label) => {
        const request = {
          features: shared,
          signs: Int8Array.from(labels, (each) => (each === label ? 1 : -1)),
          costs: Float64Array.from(labels, (each, row) => {
            const cost = C * (rowWeights?.[row] ?? 1);
            return each === label || isAlone ? cost * classWeights[each] : cost;
          }),
          isSquared: loss === 'squared-hinge',
          interceptScaling: fitIntercept ? interceptScaling : 0,
          maxIter,
          tol,
          seed,
          label,
        };
        const line = await pool.run('fit', request, signal ? { signal } : {});
        done++;
        onProgress?.({ step: 'fit linear-svm', done, total: positives.length });
        return line;
      }),
    );
  } finally {
    await pool.close();
  }
}
