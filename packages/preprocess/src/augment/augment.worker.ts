import { parentPort, workerData } from 'node:worker_threads';
import { type AugmentSource, rowAugmenter } from './augment-rows.js';

/** A batch that is wanted. */
export interface AugmentRequest {
  readonly id: number;
  readonly rows: Uint32Array;
  readonly epoch: number;
}

const augment = rowAugmenter(workerData as AugmentSource);

parentPort?.on('message', ({ id, rows, epoch }: AugmentRequest) => {
  const { values, targets } = augment(rows, epoch);
  parentPort?.postMessage({ id, values, targets }, [values.buffer, ...(targets ? [targets.buffer] : [])]);
});
