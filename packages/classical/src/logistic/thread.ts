import type { WorkerClient, WorkerPool } from '@selvedge/compute/types';
import {
  createLocalPool,
  createWorkerPool,
  isQuick,
  localWorker,
  spawnWorker,
  Worker,
} from '@selvedge/compute/workers';
import type { api } from './logistic.worker.js';

const startThread = (): Worker =>
  new Worker(new URL('./logistic.worker.js', import.meta.url), { type: 'module', name: 'logistic-regression' });

/** Sums losses and gradients over its rows. */
export function openSummer(operations: number): WorkerClient<typeof api> {
  if (!isQuick(operations)) return spawnWorker<typeof api>(startThread);
  let methods: typeof api | undefined;
  return localWorker<typeof api>(async () => (methods ??= (await import('./logistic-methods.js')).logisticMethods()));
}

// eslint-disable-next-line selvedge/no-shared-state -- threads keep nothing of a call, so that any model may use them
let pool: WorkerPool<typeof api> | undefined;
const here = createLocalPool<typeof api>(async () => (await import('./logistic-methods.js')).logisticMethods());

/** Predicts. */
export function predictors(operations: number): WorkerPool<typeof api> {
  if (isQuick(operations)) return here;
  pool ??= createWorkerPool<typeof api>(startThread, { threads: 1, idleMs: 5000 });
  return pool;
}
