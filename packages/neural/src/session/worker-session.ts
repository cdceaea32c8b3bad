import { spawnWorker, Worker } from '@selvedge/compute/workers';
import type { EngineName, NetworkSession, SessionOptions } from './session.js';
import type { SessionApi } from './session-api.js';

/** A session in a worker thread of its own: the caller's event loop stays free. Features that are passed are moved. */
export async function openWorkerSession(engine: EngineName, options: SessionOptions): Promise<NetworkSession> {
  const worker = spawnWorker<SessionApi>(
    () => new Worker(new URL('./session.worker.js', import.meta.url), { type: 'module', name: 'neural' }),
  );
  let description: string;
  try {
    description = await worker.call('open', { engine, options });
  } catch (error) {
    await worker.close();
    throw error;
  }
  return {
    description,
    initialize: (seed, given) => worker.call('initialize', { seed, ...(given && { given }) }),
    write: (weights) => worker.call('write', weights),
    read: (which) => worker.call('read', which),
    step: (batch, learningRate) =>
      worker.call(
        'step',
        { batch, learningRate },
        { transfer: [batch.features.buffer as ArrayBuffer, batch.targets.buffer as ArrayBuffer] },
      ),
    average: (share, restart) => worker.call('average', { share, restart }),
    snapshotBest: (which) => worker.call('snapshotBest', which),
    predict: (features, rows, which) =>
      worker.call('predict', { features, rows, which }, { transfer: [features.buffer as ArrayBuffer] }),
    penalty: (which) => worker.call('penalty', which),
    saveCheckpoint: (path, config) => worker.call('saveCheckpoint', { path, config }),
    loadCheckpoint: (path) => worker.call('loadCheckpoint', path),
    async close() {
      if (worker.ended) return;
      await worker.call('close', undefined);
      await worker.close();
    },
  };
}
