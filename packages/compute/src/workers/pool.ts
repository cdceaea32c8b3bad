import { SelvedgeError } from '@selvedge/data';
import { cores, throwIfAborted } from '@selvedge/data/checks';
import { environmentVariable } from '../environment.js';
import { localWorker } from './local.js';
import type { WorkerMethods } from './serve.js';
import { type CallOptions, type StartWorker, spawnWorker, type WorkerClient } from './spawn.js';

/** How a pool is made. */
export interface PoolOptions {
  /** Worker threads; default `defaultThreads()`. */
  readonly threads?: number;
  /** Ends threads that had nothing to do for so long; they start again when needed. Default: never. */
  readonly idleMs?: number;
}

/** Several threads of one worker module, started when first needed, each working on one call at a time. */
export interface WorkerPool<M extends WorkerMethods> {
  readonly threads: number;
  /** Runs a method in the next free thread; calls start in the order in which they were made. */
  run<K extends keyof M & string>(
    method: K,
    request: Parameters<M[K]>[0],
    options?: CallOptions,
  ): Promise<Awaited<ReturnType<M[K]>>>;
  /**
   * Runs a method on every request and gives the results in the order of the requests. After the first failure
   * no further request starts, and that failure is thrown once the running ones have ended.
   */
  map<K extends keyof M & string>(
    method: K,
    requests: readonly Parameters<M[K]>[0][],
    options?: CallOptions,
  ): Promise<Awaited<ReturnType<M[K]>>[]>;
  /** Ends all threads; calls that are waiting or under way fail. */
  close(): Promise<void>;
}

/** Threads to use when the caller did not say: the environment variable `SELVEDGE_THREADS`, else one per core. */
export function defaultThreads(): number {
  const text = environmentVariable('SELVEDGE_THREADS');
  if (text === undefined) return cores();
  const threads = Number(text);
  checkThreads('SELVEDGE_THREADS', threads);
  return threads;
}

/**
 * Makes a pool of threads for one worker module (see `spawnWorker`).
 *
 * @throws SelvedgeError `invalid-argument` unless `threads` is a whole number in [1, 256]
 */
export function createWorkerPool<M extends WorkerMethods>(
  start: StartWorker,
  { threads = defaultThreads(), idleMs }: PoolOptions = {},
): WorkerPool<M> {
  checkThreads('createWorkerPool', threads);
  return poolOf(() => spawnWorker<M>(start), threads, idleMs);
}

/** A pool of this thread alone: for work that `isQuick`. Calls are done one after the other. See `localWorker`. */
export function createLocalPool<M extends WorkerMethods>(load: () => Promise<M>): WorkerPool<M> {
  return poolOf(() => localWorker(load), 1);
}

function poolOf<M extends WorkerMethods>(open: () => WorkerClient<M>, threads: number, idleMs?: number): WorkerPool<M> {
  const idle: WorkerClient<M>[] = [];
  const busy = new Set<WorkerClient<M>>();
  const waiting: { start(client: WorkerClient<M>): void; fail(error: Error): void }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const acquire = (): Promise<WorkerClient<M>> => {
    clearTimeout(timer);
    if (closed) throw new Error('internal: the worker pool is closed');
    const client = idle.pop() ?? (busy.size < threads ? open() : undefined);
    if (!client) return new Promise((start, fail) => waiting.push({ start, fail }));
    busy.add(client);
    return Promise.resolve(client);
  };
  const release = (client: WorkerClient<M>): void => {
    if (closed) return;
    const next = waiting.shift();
    if (next) {
      next.start(client);
      return;
    }
    busy.delete(client);
    idle.push(client);
    if (busy.size === 0 && idleMs !== undefined) {
      timer = setTimeout(() => void Promise.all(idle.splice(0).map((each) => each.close())), idleMs);
      timer.unref?.(); // in browsers a timer is a number
    }
  };
  // A thread that has died takes its place in the pool with it; the one that waits next gets a new thread.
  const discard = (client: WorkerClient<M>): void => {
    busy.delete(client);
    const next = waiting.shift();
    if (next) acquire().then(next.start, next.fail);
  };

  const run = async <K extends keyof M & string>(
    method: K,
    request: Parameters<M[K]>[0],
    options: CallOptions = {},
    isWanted: () => boolean = () => true,
  ): Promise<Awaited<ReturnType<M[K]>>> => {
    const client = await acquire();
    try {
      throwIfAborted(options.signal, method);
      if (!isWanted()) throw new Error('internal: another request failed first');
      return await client.call(method, request, options);
    } finally {
      if (client.ended) discard(client);
      else release(client);
    }
  };

  return {
    threads,
    run: (method, request, options) => run(method, request, options),
    async map(method, requests, options) {
      let failure: { readonly error: unknown } | undefined;
      const results = await Promise.all(
        requests.map((request) =>
          run(method, request, options, () => failure === undefined).catch((error: unknown) => {
            failure ??= { error };
            return undefined;
          }),
        ),
      );
      if (failure) throw failure.error;
      return results as Awaited<ReturnType<M[typeof method]>>[];
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      for (const { fail } of waiting.splice(0)) fail(new Error('internal: the worker pool is closed'));
      await Promise.all([...idle.splice(0), ...busy].map((client) => client.close()));
    },
  };
}

/** @throws SelvedgeError `invalid-argument` unless it is a whole number in [1, 256] */
export function checkThreads(what: string, threads: number): void {
  if (Number.isInteger(threads) && threads >= 1 && threads <= 256) return;
  throw new SelvedgeError('invalid-argument', `${what}: got ${threads} threads; need a whole number from 1 to 256.`);
}
