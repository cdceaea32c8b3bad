import type { WorkerNews } from '@selvedge/workflow/types';
import { isWorkerNews } from './check-messages.js';
import type { Connection } from './connect.js';
import { type ReachOptions, reach } from './reach.js';

/** A queue whose jobs nobody does: each is what a worker last said of itself. */
const DIRECTORY = 'selvedge-workers';
/** A worker that says nothing for so long is gone, in milliseconds. */
const SILENCE_MS = 60_000;
export const BEAT_MS = 5000;

/** Workers that have reported lately, by name. Those that have not are forgotten. */
export async function listWorkers(connection: Connection, options: ReachOptions): Promise<readonly WorkerNews[]> {
  const [queue] = await reach(connection.name, () => [connection.queue(DIRECTORY)] as const, options);
  try {
    const entries = await queue.getJobs(['waiting', 'prioritized']);
    const living: WorkerNews[] = [];
    for (const entry of entries) {
      const news: unknown = entry?.data;
      if (!isWorkerNews(news)) continue; // by somebody else, or gone meanwhile
      if (Date.now() - Date.parse(news.seen) < SILENCE_MS) living.push(news);
      else await entry.remove().catch(() => undefined); // another reader was faster
    }
    return living.sort((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    await queue.close();
  }
}

/** Keeps what a worker says of itself up to date until `close`. */
export function enterWorker(
  connection: Connection,
  id: string,
  news: () => WorkerNews,
): { changed(): void; close(): Promise<void> } {
  const queue = connection.queue(DIRECTORY);
  queue.on('error', () => undefined); // the worker itself says that the database does not answer
  let last = Promise.resolve();
  let isWaiting = false;
  const write = async (): Promise<void> => {
    isWaiting = false;
    const entry = await queue.getJob(id);
    if (entry) await entry.updateData(news());
    else await queue.add('worker', news(), { jobId: id });
  };
  const changed = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    last = last.then(write).catch(() => undefined);
  };
  const timer = setInterval(changed, BEAT_MS);
  changed();
  return {
    changed,
    async close() {
      clearInterval(timer);
      await last;
      await queue.remove(id).catch(() => 0);
      await queue.close();
    },
  };
}
