import type { WorkerClient } from '@selvedge/compute/types';
import { spawnWorker, Worker } from '@selvedge/compute/workers';
import type { AugmentApi } from './augment.worker.js';
import type { AugmentSource } from './augment-rows.js';

/**
 * Starts a thread that changes rows while others train. The values and labels of `source` lie in shared memory, or the
 * thread gets a copy of them.
 */
export async function startAugmentThread(source: AugmentSource): Promise<WorkerClient<AugmentApi>> {
  const worker = spawnWorker<AugmentApi>(
    () => new Worker(new URL('./augment.worker.js', import.meta.url), { type: 'module', name: 'augment' }),
  );
  try {
    await worker.call('open', source);
  } catch (error) {
    await worker.close();
    throw error;
  }
  return worker;
}
