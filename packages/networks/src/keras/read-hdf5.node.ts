import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { SelvedgeError } from '@selvedge/data';
import { builtModule } from '@selvedge/data/text';
import { type KerasFile, UnsupportedContent } from './hdf5.js';
import type { Hdf5Message } from './hdf5.worker.node.js';
import type { KerasTopology } from './keras-json.js';

/**
 * What reading may take from one tensor to the next once the library is loaded: a file of 100 MB takes a tenth of it for all
 * of them. Not a limit of the whole, which a busy machine would pass with an honest file.
 */
const LIMIT_MS = 4000;
const LIMIT_BYTES_PER_MS = 10_000;

/**
 * Reads a file of Keras in HDF5 by a thread of its own, because the library loops without end on some damaged files.
 *
 * @throws Error with what is wrong; UnsupportedContent; SelvedgeError `unsupported` without the optional peer
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
      else if (message.kind === 'failed') reject(failureOf(message));
      else {
        clearTimeout(timer);
        timer = setTimeout(
          () => reject(new Error(`reading it did not get on for ${Math.round(limitMs / 1000)} s (damaged?)`)),
          limitMs,
        );
      }
    });
    worker.on('error', () => reject(new Error('the library ended while it read it (damaged?)')));
    worker.on('exit', () => reject(new Error('the library ended while it read it (damaged?)')));
  }).finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}

function failureOf({ message, why }: Extract<Hdf5Message, { kind: 'failed' }>): Error {
  if (why === 'library') return new SelvedgeError('unsupported', message);
  return why === 'unsupported' ? new UnsupportedContent(message) : new Error(message);
}

const workerUrl = (): URL => builtModule(new URL('./hdf5.worker.node.js', import.meta.url), import.meta.url);
