import { Worker as PlatformWorker } from '#thread';
import type { WorkerSettings, WorkerThread } from './thread.js';

/**
 * A worker thread with the constructor that browsers have, in Node too. Its type is written out because declaration files
 * that name `#thread` cannot be read under TypeScript's older resolutions.
 *
 * @example new Worker(new URL('./x.worker.js', import.meta.url), { type: 'module' })
 */
export const Worker: new (url: URL, settings: WorkerSettings) => WorkerThread = PlatformWorker;
export type Worker = WorkerThread;
