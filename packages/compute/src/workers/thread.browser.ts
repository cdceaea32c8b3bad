import { moduleName, type ParentPort, type ThreadEvents, type WorkerSettings, type WorkerThread } from './thread.js';

/** The same constructor as in Node, on the browser's own worker. */
export class Worker implements WorkerThread {
  readonly name: string;
  readonly #worker: BrowserWorker;

  constructor(url: URL, { type, name = moduleName(url) }: WorkerSettings) {
    this.name = name;
    this.#worker = new platform.Worker(url, { type, name });
  }

  post(message: unknown, transfer: readonly ArrayBuffer[]): void {
    this.#worker.postMessage(message, transfer);
  }

  /** Browsers report no end of a thread: it ends when it is terminated. */
  listen({ message, error }: ThreadEvents): void {
    this.#worker.addEventListener('message', ({ data }) => message(data));
    this.#worker.addEventListener('messageerror', () => error(new Error('a message could not be read')));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault(); // the caller gets the error: the console does not need it too
      error(new Error(event.message ?? 'its module cannot be loaded'));
    });
  }

  hold(): void {}

  async terminate(): Promise<void> {
    this.#worker.terminate();
  }
}

/** Threads of a page end with it. */
export const nativeCall = <T>(work: () => Promise<T>): Promise<T> => work();

/** The way to the page that started this thread; undefined in the page itself. */
export const parent: ParentPort | undefined =
  'DedicatedWorkerGlobalScope' in globalThis
    ? {
        post: (message, transfer) => platform.postMessage(message, transfer),
        listen: (message) => platform.addEventListener('message', ({ data }) => message(data)),
      }
    : undefined;

/** The part of the browser that this file uses; the types of the whole would claim it for Node, too. */
interface BrowserEvent {
  readonly data?: unknown;
  readonly message?: string;
  preventDefault(): void;
}

interface BrowserWorker {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: BrowserEvent) => void): void;
  terminate(): void;
}

interface Browser {
  readonly Worker: new (url: URL, settings: WorkerSettings) => BrowserWorker;
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: BrowserEvent) => void): void;
}

const platform = globalThis as unknown as Browser;
