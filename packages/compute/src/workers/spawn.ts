import { SHARE_ENV, Worker } from 'node:worker_threads';
import { type OnProgress, SelvedgeError, throwIfAborted } from '@selvedge/data';
import type { CallMessage, ErrorData, ReplyMessage } from './protocol.js';
import type { WorkerMethods } from './serve.js';

/** What a call carries besides its request. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Buffers of the request that are moved to the worker instead of copied. */
  readonly transfer?: readonly ArrayBuffer[];
}

/** A worker thread that answers calls, one after the other or interleaved as its methods allow. */
export interface WorkerClient<M extends WorkerMethods> {
  /**
   * Runs a method in the worker.
   *
   * @throws SelvedgeError with the code that the method's error had; `aborted` when the signal fires
   */
  call<K extends keyof M & string>(
    method: K,
    request: Parameters<M[K]>[0],
    options?: CallOptions,
  ): Promise<Awaited<ReturnType<M[K]>>>;
  /** Whether the thread has ended: closed, crashed or out of memory. Further calls fail. */
  readonly ended: boolean;
  /** Ends the thread; calls that are under way fail. */
  close(): Promise<void>;
}

/** How a worker is started. */
export interface SpawnOptions {
  /** Shown in debuggers and error messages. */
  readonly name?: string;
  /** Given to the module as `workerData`. */
  readonly data?: unknown;
}

/**
 * Starts a worker module, one that ends with `serveWorker(...)`. An idle worker does not keep the process alive.
 *
 * @example spawnWorker<typeof import('./trees.worker.js').api>(import.meta.url, './trees.worker.js')
 * @param base - `import.meta.url` of the caller
 * @param path - of the module, relative to the caller, with the ending .js
 */
export function spawnWorker<M extends WorkerMethods>(
  base: string | URL,
  path: string,
  options: SpawnOptions = {},
): WorkerClient<M> {
  const url = workerUrl(base, path);
  const name = options.name ?? path;
  // The environment is shared so that what is said once per process is said once.
  const worker = new Worker(url, { name, workerData: options.data, env: SHARE_ENV });
  worker.unref();
  const calls = new Map<number, Call>();
  let lastId = 0;
  let ended: Error | undefined;

  const settle = (id: number): Call | undefined => {
    const call = calls.get(id);
    calls.delete(id);
    call?.cleanUp();
    if (calls.size === 0) worker.unref();
    return call;
  };
  const fail = (error: Error): void => {
    ended ??= error;
    for (const id of [...calls.keys()]) settle(id)?.reject(error);
  };
  worker.on('message', (reply: ReplyMessage) => {
    if (reply.kind === 'progress') calls.get(reply.id)?.onProgress?.(reply.progress);
    else if (reply.kind === 'result') settle(reply.id)?.resolve(reply.value);
    else settle(reply.id)?.reject(revive(reply.error));
  });
  worker.on('error', (cause) => fail(new Error(`worker ${name} failed: ${cause}`, { cause })));
  worker.on('exit', (code) => fail(new Error(`worker ${name} ended with exit code ${code}`)));

  return {
    call(method, request, { signal, onProgress, transfer = [] } = {}) {
      return new Promise((resolve, reject) => {
        throwIfAborted(signal, method);
        if (ended) throw ended;
        const id = ++lastId;
        const abortFlag = new Int32Array(new SharedArrayBuffer(4));
        const abort = (): void => void Atomics.store(abortFlag, 0, 1);
        signal?.addEventListener('abort', abort, { once: true });
        const message: CallMessage = { id, method, request, abortFlag, wantsProgress: onProgress !== undefined };
        worker.postMessage(message, transfer);
        calls.set(id, {
          resolve: resolve as (value: unknown) => void,
          reject,
          onProgress,
          cleanUp: () => signal?.removeEventListener('abort', abort),
        });
        worker.ref();
      });
    },
    get ended() {
      return ended !== undefined;
    },
    async close() {
      fail(new Error(`worker ${name} was closed`));
      await worker.terminate();
    },
  };
}

/**
 * Where a worker module lies. Under a test runner that transforms sources the caller runs from `src`, but a thread
 * needs JavaScript: then it is taken from the build in `dist`.
 */
export function workerUrl(base: string | URL, path: string): URL {
  const url = new URL(path, base);
  if (!new URL(base).pathname.endsWith('.ts')) return url;
  const at = url.pathname.lastIndexOf('/src/');
  if (at >= 0) url.pathname = `${url.pathname.slice(0, at)}/dist/${url.pathname.slice(at + '/src/'.length)}`;
  return url;
}

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly onProgress: OnProgress | undefined;
  cleanUp(): void;
}

function revive({ code, message, stack }: ErrorData): Error {
  const error = code === undefined ? new Error(message) : new SelvedgeError(code, message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
