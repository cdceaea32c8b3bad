import { type Progress, SelvedgeError } from '@selvedge/data';
import { parent } from '#thread';
import { relayNotices } from './notice.js';
import type { CallMessage, ErrorData, ReplyMessage, RequestMessage } from './protocol.js';

/** What a worker's method may use in addition to its request. */
export interface WorkerContext {
  /** Whether the caller has aborted. Works inside long loops too, where threads share memory. */
  readonly aborted: boolean;
  /** @throws SelvedgeError `aborted` once the caller has aborted */
  throwIfAborted(what: string): void;
  report(progress: Progress): void;
  /** Names buffers of the result that are moved to the caller instead of copied. */
  transfer(...buffers: readonly ArrayBuffer[]): void;
}

/** The methods that a worker module offers. Requests and results are structured clones. */
// biome-ignore lint/suspicious/noExplicitAny: only `any` lets methods with different requests share one constraint
export type WorkerMethods = Record<string, (request: any, context: WorkerContext) => unknown>;

type Post = (reply: ReplyMessage, buffers: readonly ArrayBuffer[]) => void;

/**
 * Answers the calls of `spawnWorker`: the last statement of an `x.worker.ts` module.
 *
 * Errors travel to the caller; a `SelvedgeError` keeps its code.
 *
 * @returns the methods, so that `export type Api = typeof api` names their types
 */
export function serveWorker<M extends WorkerMethods>(methods: M): M {
  if (parent === undefined) throw new Error('internal: serveWorker was called outside a worker thread');
  const post: Post = (reply, buffers) => parent?.post(reply, buffers);
  relayNotices((text) => post({ kind: 'notice', text }, []));
  const flags = new Map<number, Int32Array>();
  parent.listen((value) => {
    const message = value as RequestMessage;
    if (message.kind === 'abort') {
      flags.get(message.id)?.fill(1);
      return;
    }
    const flag = message.abortFlag ?? new Int32Array(1);
    flags.set(message.id, flag);
    void answer(methods, message, flag, post).finally(() => flags.delete(message.id));
  });
  return methods;
}

async function answer(
  methods: WorkerMethods,
  { id, method, request, wantsProgress }: CallMessage,
  abortFlag: Int32Array,
  post: Post,
): Promise<void> {
  const moved: ArrayBuffer[] = [];
  const context: WorkerContext = {
    get aborted() {
      return Atomics.load(abortFlag, 0) !== 0;
    },
    throwIfAborted(what) {
      if (Atomics.load(abortFlag, 0) !== 0) throw new SelvedgeError('aborted', `${what}: stopped by its AbortSignal.`);
    },
    report(progress) {
      if (wantsProgress) post({ id, kind: 'progress', progress }, []);
    },
    transfer: (...buffers) => void moved.push(...buffers),
  };
  try {
    if (!Object.hasOwn(methods, method)) throw new Error(`internal: the worker has no method '${method}'`);
    const value = await methods[method](request, context);
    post({ id, kind: 'result', value }, moved);
  } catch (error) {
    post({ id, kind: 'error', error: errorData(error) }, []);
  }
}

function errorData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack } = error;
  return {
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(error instanceof SelvedgeError ? { code: error.code, ...(error.about && { about: error.about }) } : {}),
  };
}
