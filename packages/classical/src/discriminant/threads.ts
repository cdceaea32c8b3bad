import type { WorkerPool } from '@selvedge/compute/types';
import { createWorkerPool, defaultThreads, isQuick, Worker } from '@selvedge/compute/workers';
import type { api } from './discriminant.worker.js';

/**
 * Threads for work on classes beside each other.
 *
 * @returns undefined where the work is done sooner in this thread
 */
export function openThreads(
  products: number,
  classes: number,
  threads: number = defaultThreads(),
): WorkerPool<typeof api> | undefined {
  if (threads === 1 || isQuick(products)) return undefined;
  return createWorkerPool<typeof api>(
    () => new Worker(new URL('./discriminant.worker.js', import.meta.url), { type: 'module', name: 'discriminant' }),
    { threads: Math.min(threads, classes) },
  );
}
