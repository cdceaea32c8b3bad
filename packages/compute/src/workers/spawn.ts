import { type OnProgress, SelvedgeError } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import { giveNotice } from './notice.js';
import type { ErrorData, ReplyMessage, RequestMessage } from './protocol.js';
import type { WorkerMethods } from './serve.js';
import { canShare, sharedBuffer } from './shared.js';
import type { WorkerThread } from './thread.js';

/** What a call carries in addition to its request. */
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

/** Starts the thread of a worker module. */
export type StartWorker = () => WorkerThread;

/**
 * Starts a worker module, one that ends with `serveWorker(...)`. An idle worker does not keep the process alive.
 *
 * @example
 * spawnWorker<typeof import('./trees.worker.js').api>(
 *   () => new Worker(new URL('./trees.worker.js', import.meta.url), { type: 'module' }),
 * )
 * @param start - calls the `Worker` of this package exactly as above: bundlers read it
 */
export function spawnWorker<M extends WorkerMethods>(start: StartWorker): WorkerClient<M> {
  const worker = start();
  const { name } = worker;
  const calls = new Map<number, Call>();
  let lastId = 0;
  let ended: Error | undefined;
  worker.hold(false);

  const settle = (id: number): Call | undefined => {
    const call = calls.get(id);
    calls.delete(id);
    call?.cleanUp();
    if (calls.size === 0) worker.hold(false);
    return call;
  };
  const fail = (error: Error): void => {
    ended ??= error;
    for (const id of [...calls.keys()]) settle(id)?.reject(error);
  };
  worker.listen({
    message(value) {
      const reply = value as ReplyMessage;
      if (reply.kind === 'notice') giveNotice(reply.text);
      else if (reply.kind === 'progress') calls.get(reply.id)?.onProgress?.(reply.progress);
      else if (reply.kind === 'result') settle(reply.id)?.resolve(reply.value);
      else settle(reply.id)?.reject(revive(reply.error));
    },
    error: (cause) => fail(new Error(`worker ${name} failed: ${cause}`, { cause })),
    exit: (code) => fail(new Error(`worker ${name} ended with exit code ${code}`)),
  });

  return {
    call(method, request, { signal, onProgress, transfer = [] } = {}) {
      return new Promise((resolve, reject) => {
        throwIfAborted(signal, method);
        if (ended) throw ended;
        const id = ++lastId;
        const abortFlag = canShare() ? new Int32Array(sharedBuffer(4)) : undefined;
        const abort = (): void => {
          if (abortFlag) Atomics.store(abortFlag, 0, 1);
          else {
            // A busy thread does not see the message before it is done: the caller need not wait for that.
            worker.post({ id, kind: 'abort' } satisfies RequestMessage, []);
            settle(id)?.reject(new SelvedgeError('aborted', `${method}: stopped by its AbortSignal.`));
          }
        };
        signal?.addEventListener('abort', abort, { once: true });
        const message: RequestMessage = {
          id,
          kind: 'call',
          method,
          request,
          wantsProgress: onProgress !== undefined,
          ...(abortFlag && { abortFlag }),
        };
        worker.post(message, transfer);
        calls.set(id, {
          resolve: resolve as (value: unknown) => void,
          reject,
          onProgress,
          cleanUp: () => signal?.removeEventListener('abort', abort),
        });
        worker.hold(true);
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

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly onProgress: OnProgress | undefined;
  cleanUp(): void;
}

function revive({ code, message, stack, about }: ErrorData): Error {
  const error = code === undefined ? new Error(message) : new SelvedgeError(code, message, { about });
  if (stack !== undefined) error.stack = stack;
  return error;
}
