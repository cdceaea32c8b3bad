import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { SelvedgeError } from '@selvedge/data';
import { messageOf } from '@selvedge/data/checks';
import { type StoredTensor, tensorsIn } from './hdf5.js';
import { hdf5 } from './hdf5-library.js';

/** What the thread says: that the library is there, then what the file holds, or why not. */
export type Hdf5Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly config?: string; readonly tensors: ReadonlyMap<string, readonly StoredTensor[]> }
  | { readonly kind: 'failed'; readonly message: string; readonly isMissing: boolean };

const post = (message: Hdf5Message): void => parentPort?.postMessage(message);

try {
  const path = workerData as string;
  const { File } = await hdf5('loadKeras: h5wasm reads');
  post({ kind: 'ready' });
  const file = new File(path, 'r');
  try {
    const config = file.attrs['model_config']?.value;
    const tensors = tensorsIn(file, statSync(path).size);
    post({ kind: 'read', tensors, ...(config !== undefined && { config: String(config) }) });
  } finally {
    file.close();
  }
} catch (error) {
  post({ kind: 'failed', message: messageOf(error), isMissing: error instanceof SelvedgeError });
}
