import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { SelvedgeError } from '@selvedge/data';
import { messageOf } from '@selvedge/data/checks';
import { type StoredTensor, tensorsIn, UnsupportedContent } from './hdf5.js';
import { hdf5 } from './hdf5-library.js';

/** What the thread posts: that the library is there or another tensor was read, then what the file holds, or why not. */
export type Hdf5Message =
  | { readonly kind: 'progress' }
  | { readonly kind: 'read'; readonly config?: string; readonly tensors: ReadonlyMap<string, readonly StoredTensor[]> }
  | { readonly kind: 'failed'; readonly message: string; readonly why: 'library' | 'unsupported' | 'damaged' };

const post = (message: Hdf5Message): void => parentPort?.postMessage(message);

try {
  const path = workerData as string;
  const { File } = await hdf5('loadKeras: h5wasm reads');
  post({ kind: 'progress' });
  const file = new File(path, 'r');
  try {
    const config = file.attrs['model_config']?.value;
    const tensors = tensorsIn(file, statSync(path).size, () => post({ kind: 'progress' }));
    post({ kind: 'read', tensors, ...(config !== undefined && { config: String(config) }) });
  } finally {
    file.close();
  }
} catch (error) {
  const isUnsupported = error instanceof UnsupportedContent;
  const why = error instanceof SelvedgeError ? 'library' : isUnsupported ? 'unsupported' : 'damaged';
  post({ kind: 'failed', message: messageOf(error), why });
}
