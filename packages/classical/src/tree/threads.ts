import type { WorkerPool } from '@selvedge/compute/types';
import {
  checkThreads,
  createLocalPool,
  createWorkerPool,
  defaultThreads,
  isQuick,
  Worker,
} from '@selvedge/compute/workers';
import type { api } from './trees.worker.js';

// eslint-disable-next-line selvedge/no-shared-state -- threads keep nothing of a call, so that any fit may use them
const pools = new Map<number, WorkerPool<typeof api>>();

/**
 * The threads in which trees grow: one pool for each number of them. They end after five idle seconds.
 *
 * @param operations - of all the work that the caller has for them: where it is quick, this thread does it
 */
export function treeThreads(
  threads: number = defaultThreads(),
  operations: number = Number.POSITIVE_INFINITY,
): WorkerPool<typeof api> {
  checkThreads('trees', threads);
  if (isQuick(operations)) return here;
  const pool = pools.get(threads) ?? createWorkerPool<typeof api>(startThread, { threads, idleMs: 5000 });
  pools.set(threads, pool);
  return pool;
}

/** Operations of growing a tree on so many numbers: each is looked at about once on every level. */
export const growthOf = (numbers: number): number => TREE + LEVELS * numbers;
/** A tree's own: its nodes, its messages. */
const TREE = 1e5;
const LEVELS = 20;

const startThread = (): Worker =>
  new Worker(new URL('./trees.worker.js', import.meta.url), { type: 'module', name: 'trees' });

const here = createLocalPool<typeof api>(async () => (await import('./tree-methods.js')).treeMethods);
