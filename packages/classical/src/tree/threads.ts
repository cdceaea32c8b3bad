import { createWorkerPool, type WorkerPool } from '@selvedge/compute';
import type { api } from './trees.worker.js';

let pool: WorkerPool<typeof api> | undefined;

/** The threads in which all trees of this process grow. They end after five idle seconds. */
export function treeThreads(): WorkerPool<typeof api> {
  pool ??= createWorkerPool<typeof api>(import.meta.url, './trees.worker.js', { idleMs: 5000 });
  return pool;
}
