import { throwIfAborted } from '@selvedge/data/checks';
import { nextTurn } from './next-turn.js';
import type { WorkerContext, WorkerMethods } from './serve.js';
import { isShared } from './shared.js';
import type { CallOptions, WorkerClient } from './spawn.js';

/** Simple operations that are done sooner, in about 20 ms, than a thread has loaded its modules. */
const QUICK = 2e7;
/** Milliseconds that calls may follow each other before the rest of the thread has its turn. */
const AT_ONCE = 10;

/** Whether so many simple operations, products and sums, are done sooner in this thread than another one starts. */
export const isQuick = (operations: number): boolean => operations <= QUICK;

/**
 * The methods of a worker module, called in this thread. As on the way to a thread, a method gets a copy of its request,
 * but for memory that threads share.
 *
 * @param load - imports the methods
 */
export function localWorker<M extends WorkerMethods>(load: () => Promise<M>): WorkerClient<M> {
  let turn = performance.now();
  return {
    async call(method, request, options = {}) {
      throwIfAborted(options.signal, method);
      if (performance.now() - turn > AT_ONCE) {
        await nextTurn();
        turn = performance.now();
      }
      return (await load())[method](copied(request), contextOf(options)) as never;
    },
    ended: false,
    close: async () => undefined,
  };
}

const contextOf = ({ signal, onProgress }: CallOptions): WorkerContext => ({
  get aborted() {
    return signal?.aborted ?? false;
  },
  throwIfAborted: (what) => throwIfAborted(signal, what),
  report: (progress) => onProgress?.(progress),
  transfer: () => undefined,
});

function copied<T>(value: T): T;
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return isShared(value) ? value : (value as Uint8Array).slice();
  if (Array.isArray(value)) return value.map((each) => copied(each));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copied(each)]));
}
