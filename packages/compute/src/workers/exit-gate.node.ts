import { isMainThread, parentPort, workerData } from 'node:worker_threads';

/** How long the end of the process waits for arithmetic in other threads. */
const PATIENCE_MS = 10_000;

const RUNNING = 0;
const CLOSING = 1;

/** What a thread gets from the one that started it: [calls that run in native code, whether the process ends]. */
export interface GateData {
  readonly selvedgeGate: Int32Array;
}

const inherited = (workerData as Partial<GateData> | null)?.selvedgeGate;

/** One for all threads of the process. */
const gate = inherited ?? new Int32Array(new SharedArrayBuffer(8));

/** Passed on to every thread that this one starts. */
export const gateData: GateData = { selvedgeGate: gate };

if (isMainThread) {
  process.on('exit', () => {
    Atomics.store(gate, CLOSING, 1);
    const end = Date.now() + PATIENCE_MS;
    for (let running = Atomics.load(gate, RUNNING); running > 0; running = Atomics.load(gate, RUNNING)) {
      const left = end - Date.now();
      if (left <= 0) return;
      Atomics.wait(gate, RUNNING, running, left);
    }
  });
}

/**
 * Does work in native code that makes values of JavaScript when it is done. If the process ended meanwhile, ONNX Runtime
 * would throw in a thread that is closing down and abort the process: so the end waits, and nothing more begins.
 */
export async function nativeCall<T>(work: () => Promise<T>): Promise<T> {
  // The main thread does not end inside of native code; other threads without a gate are not ours.
  if (inherited === undefined || parentPort === null) return work();
  Atomics.add(gate, RUNNING, 1);
  try {
    if (Atomics.load(gate, CLOSING) === 0) return await work();
  } finally {
    Atomics.sub(gate, RUNNING, 1);
    Atomics.notify(gate, RUNNING);
  }
  return new Promise<never>(() => undefined); // the process ends the thread
}
