import { existsSync } from 'node:fs';
import { Worker as NodeWorker, parentPort, SHARE_ENV } from 'node:worker_threads';
import { gateData } from './exit-gate.node.js';
import { moduleName, type ParentPort, type ThreadEvents, type WorkerSettings, type WorkerThread } from './thread.js';

/**
 * A worker thread with the constructor that browsers have, so that bundlers find the module:
 * `new Worker(new URL('./x.worker.js', import.meta.url), { type: 'module' })`, written out.
 */
export class Worker implements WorkerThread {
  readonly name: string;
  readonly #worker: NodeWorker;

  constructor(url: URL, { name = moduleName(url) }: WorkerSettings) {
    this.name = name;
    // Threads see the variables of the process as they are, not as they were when the thread started.
    this.#worker = new NodeWorker(builtModule(url), { name, env: SHARE_ENV, workerData: gateData });
    this.#worker.unref();
  }

  post(message: unknown, transfer: readonly ArrayBuffer[]): void {
    this.#worker.postMessage(message, transfer);
  }

  listen({ message, error, exit }: ThreadEvents): void {
    this.#worker.on('message', message).on('error', error).on('exit', exit);
  }

  hold(isHeld: boolean): void {
    if (isHeld) this.#worker.ref();
    else this.#worker.unref();
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}

export { nativeCall } from './exit-gate.node.js';

/** The way to the thread that started this one; undefined in the main thread. */
export const parent: ParentPort | undefined = parentPort
  ? {
      post: (message, transfer) => parentPort?.postMessage(message, transfer),
      listen: (message) => void parentPort?.on('message', message),
    }
  : undefined;

/**
 * Where a worker module lies. Under a test runner that transforms sources the caller runs from `src`, but a thread
 * needs JavaScript: then it is taken from the build in `dist`.
 */
export function builtModule(url: URL): URL {
  const at = url.pathname.lastIndexOf('/src/');
  if (at < 0 || existsSync(url)) return url;
  const built = new URL(url);
  built.pathname = `${url.pathname.slice(0, at)}/dist/${url.pathname.slice(at + '/src/'.length)}`;
  return built;
}
