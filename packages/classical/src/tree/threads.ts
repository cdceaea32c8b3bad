import { createWorkerPool, Worker, type WorkerPool } from '@selvedge/compute';
import type { api } from './trees.worker.js';

let pool: WorkerPool<typeof api> | undefined;

/** The threads in which all trees of this process grow. They end after five idle seconds. */
export function treeThreads(): WorkerPool<typeof api> {
  pool ??= createWorkerPool<typeof api>(startThread, { idleMs: 5000 });
  return pool;
}

const startThread = (): Worker =>
  new Worker(new URL('./trees.worker.js', import.meta.url), { type: 'module', name: 'trees' });
