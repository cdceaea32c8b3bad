import type { WorkerPool } from '@selvedge/compute/types';
import { createWorkerPool, defaultThreads, Worker } from '@selvedge/compute/workers';
import type { api } from './trees.worker.js';

// eslint-disable-next-line selvedge/no-shared-state -- threads keep nothing of a call, so that any fit may use them
const pools = new Map<number, WorkerPool<typeof api>>();

/** The threads in which trees grow: one pool for each number of them. They end after five idle seconds. */
export function treeThreads(threads: number = defaultThreads()): WorkerPool<typeof api> {
  const pool = pools.get(threads) ?? createWorkerPool<typeof api>(startThread, { threads, idleMs: 5000 });
  pools.set(threads, pool);
  return pool;
}

const startThread = (): Worker =>
  new Worker(new URL('./trees.worker.js', import.meta.url), { type: 'module', name: 'trees' });
