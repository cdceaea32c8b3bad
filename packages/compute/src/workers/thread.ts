/** What is heard from a thread, or from the one that started it. */
export interface ThreadEvents {
  message(value: unknown): void;
  /** The thread threw outside of a call, or its module cannot be loaded. */
  error(cause: unknown): void;
  exit(code: number): void;
}

/** A started worker thread, whatever the platform calls it. */
export interface WorkerThread {
  /** Shown in debuggers and error messages. */
  readonly name: string;
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  listen(events: ThreadEvents): void;
  /** Whether the thread keeps the process alive; of no effect in browsers, where a page ends its threads. */
  hold(isHeld: boolean): void;
  terminate(): Promise<void>;
}

/** As in browsers. Threads are ES modules. */
export interface WorkerSettings {
  readonly type: 'module';
  /** Shown in debuggers and error messages; default: the module's file name. */
  readonly name?: string;
}

/** How a worker thread reaches the thread that started it. */
export interface ParentPort {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  listen(message: (value: unknown) => void): void;
}

/** The last part of a module's address, without what a bundler appends to it. */
export const moduleName = (url: URL): string => url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
