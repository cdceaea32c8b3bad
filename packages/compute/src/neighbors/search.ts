import { type Matrix, type OnProgress, SelvedgeError } from '@selvedge/data';
import { Worker } from '#thread';
import type { RuntimeName } from '../runtime/onnx-runtime.js';
import { isQuick } from '../workers/local.js';
import { checkThreads, createLocalPool, createWorkerPool, defaultThreads, type WorkerPool } from '../workers/pool.js';
import type { api } from './neighbors.worker.js';
import type { PreparedRows } from './prepare.js';
import type { Neighbors } from './search-block.js';

/** How a search is done. */
export interface SearchOptions {
  readonly k: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  readonly threads?: number;
  readonly runtime?: RuntimeName;
}

/** Queries that one thread answers at a time, if k allows. */
const QUERIES = 512;
/** Entries of a block's lists: bounds memory when k is large. */
const LIST_ENTRIES = 1 << 20;

// eslint-disable-next-line selvedge/no-shared-state -- threads keep nothing of a call, so that any search may use them
const pools = new Map<number, WorkerPool<typeof api>>();

/**
 * Finds the k nearest rows of each query, in worker threads unless that is quick; memory stays bounded whatever the number of rows.
 *
 * Distances of bytes are exact. Those of floats are found by float32 products with an error bound, and computed in
 * float64 for every row that the bound does not exclude. Of two rows equally near, the lower row number comes first.
 *
 * @param onBlock - receives the neighbours of the queries from `first` on, block by block, in any order
 * @throws SelvedgeError `shape-mismatch` when the columns differ; `invalid-argument` unless k is a whole number in
 * [1, rows]; `aborted`
 */
export async function searchNeighbors(
  train: PreparedRows,
  queries: Matrix,
  { k, signal, onProgress, threads = defaultThreads(), runtime }: SearchOptions,
  onBlock: (neighbors: Neighbors, first: number) => void,
): Promise<void> {
  checkSearch(train, queries, k);
  checkThreads('searchNeighbors', threads);
  const size = Math.max(4, Math.min(QUERIES, Math.ceil(queries.rows / threads), Math.floor(LIST_ENTRIES / k)));
  const pool = isQuick(queries.rows * train.rows.values.length) ? here : poolOf(threads);
  const blocks: number[] = [];
  for (let first = 0; first < queries.rows; first += size) blocks.push(first);
  let done = 0;
  let failure: { readonly error: unknown } | undefined;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < blocks.length && !failure) {
      const first = blocks[next++];
      const block = rowsOf(queries, first, Math.min(size, queries.rows - first));
      try {
        const request = { train, queries: block, k, runtime };
        const neighbors = await pool.run('searchBlock', request, signal ? { signal } : {});
        onBlock(neighbors, first);
        done += block.rows;
        onProgress?.({ step: 'search for neighbours', done, total: queries.rows });
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  // As many at a time as there are threads: blocks that wait would hold copies of their queries.
  await Promise.all(Array.from({ length: threads }, work));
  if (failure) throw failure.error;
}

// Its calls, whoever makes them, share the working memory of the search: one is done after the other.
const here = createLocalPool<typeof api>(async () => ({
  searchBlock: (await import('./search-block.js')).searchBlock,
}));

/** Threads stay for a while, so that a series of small predictions starts them once. */
function poolOf(threads: number): WorkerPool<typeof api> {
  let pool = pools.get(threads);
  if (!pool) {
    pool = createWorkerPool<typeof api>(startThread, { threads, idleMs: 5000 });
    pools.set(threads, pool);
  }
  return pool;
}

const startThread = (): Worker =>
  new Worker(new URL('./neighbors.worker.js', import.meta.url), { type: 'module', name: 'neighbors' });

/** A copy of some queries. Float rows take queries of any type, byte rows only bytes. */
function rowsOf({ values, columns }: Matrix, first: number, rows: number): Matrix {
  return { values: values.slice(first * columns, (first + rows) * columns), rows, columns };
}

function checkSearch({ rows: train }: PreparedRows, queries: Matrix, k: number): void {
  if (queries.columns !== train.columns) {
    throw new SelvedgeError(
      'shape-mismatch',
      `searchNeighbors: the queries have ${queries.columns} columns and the rows ${train.columns}; they must be equal.`,
    );
  }
  if (train.values instanceof Uint8Array && !(queries.values instanceof Uint8Array)) {
    throw new SelvedgeError(
      'invalid-argument',
      'searchNeighbors: the rows are bytes and the queries are not; prepare the rows with asFloats.',
    );
  }
  if (!Number.isInteger(k) || k < 1 || k > train.rows) {
    throw new SelvedgeError(
      'invalid-argument',
      `searchNeighbors: got k = ${k} for ${train.rows} rows; need a whole number from 1 to the number of rows.`,
    );
  }
}
