import { Worker } from 'node:worker_threads';
import { SelvedgeError } from '@selvedge/data';
import type { AugmentRequest } from './augment.worker.js';
import type { AugmentedRows, AugmentSource } from './augment-rows.js';

/** A thread that changes rows while others train. */
export interface AugmentThread {
  rows(rows: Uint32Array, epoch: number): Promise<AugmentedRows>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(rows: AugmentedRows): void;
  reject(error: Error): void;
}

/** Starts the thread. The values and labels of `source` must lie in shared memory, or they are copied. */
export function startAugmentThread(source: AugmentSource): AugmentThread {
  const worker = new Worker(workerUrl(), { name: 'augment', workerData: source });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: Error | undefined;
  // An idle thread does not keep the process alive.
  worker.unref();

  worker.on('message', ({ id, ...rows }: { id: number } & AugmentedRows) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    call?.resolve(rows);
  });
  const fail = (error: Error): void => {
    ended ??= error;
    for (const call of waiting.values()) call.reject(ended);
    waiting.clear();
  };
  worker.on('error', (error) =>
    fail(new SelvedgeError('io', `augmentation thread: ${error.message}`, { cause: error })),
  );
  worker.on('exit', () => fail(new SelvedgeError('aborted', 'augmentation thread: it has ended; open a new session.')));

  return {
    rows: (rows, epoch) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, rows, epoch } satisfies AugmentRequest);
      }),
    async close() {
      await worker.terminate();
    },
  };
}

/** Threads need JavaScript: where tests run the sources, the compiled module beside them is taken. */
function workerUrl(): URL {
  const url = new URL('./augment.worker.js', import.meta.url);
  if (import.meta.url.endsWith('.ts')) url.pathname = url.pathname.replace(/\/src\/(?!.*\/src\/)/, '/dist/');
  return url;
}
