import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { SelvedgeError } from '@selvedge/data';
import { builtModule } from '@selvedge/data/text';
import type { KerasFile } from './hdf5.js';
import type { Hdf5Message } from './hdf5.worker.node.js';
import type { KerasTopology } from './keras-json.js';

/** What reading may take once the library is loaded: a file of 100 MB takes a tenth. */
const LIMIT_MS = 4000;
const LIMIT_BYTES_PER_MS = 10_000;

/**
 * Reads a file of Keras in HDF5 by a thread of its own, because the library loops without end on some damaged files.
 *
 * @throws Error with what is wrong; SelvedgeError `unsupported` without the optional peer
 */
export async function readHdf5(path: string): Promise<KerasFile> {
  const limitMs = LIMIT_MS + (await stat(path)).size / LIMIT_BYTES_PER_MS;
  const { config, tensors } = await answerOf(path, limitMs);
  return { tensors, ...(config !== undefined && { topology: JSON.parse(config) as KerasTopology }) };
}

function answerOf(path: string, limitMs: number): Promise<Extract<Hdf5Message, { kind: 'read' }>> {
  // The library prints its own account of every error.
  const worker = new Worker(workerUrl(), { name: 'hdf5', workerData: path, stdout: true, stderr: true });
  let timer: NodeJS.Timeout | undefined;
  return new Promise<Extract<Hdf5Message, { kind: 'read' }>>((resolve, reject) => {
    worker.on('message', (message: Hdf5Message) => {
      if (message.kind === 'read') resolve(message);
      else if (message.kind === 'failed')
        reject(message.isMissing ? new SelvedgeError('unsupported', message.message) : new Error(message.message));
      else
        timer = setTimeout(
          () => reject(new Error(`it could not be read within ${Math.round(limitMs / 1000)} s (damaged?)`)),
          limitMs,
        );
    });
    worker.on('error', () => reject(new Error('the library ended while it read it (damaged?)')));
    worker.on('exit', () => reject(new Error('the library ended while it read it (damaged?)')));
  }).finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}

const workerUrl = (): URL => builtModule(new URL('./hdf5.worker.node.js', import.meta.url), import.meta.url);
