import type { JobQueue, WorkerNews } from '@selvedge/workflow/types';
import { connect } from './connect.js';
import { listWorkers } from './directory.js';
import { checkTag } from './job-data.js';
import type { ReachOptions } from './reach.js';
import { Working } from './working.js';

export type JobQueueOptions = Partial<Omit<ReachOptions, 'signal'>>;

/**
 * A queue on Redis (`redis://`, `rediss://`) or PostgreSQL (`postgres://`), by BullMQ. Other machines work on it with
 * `workQueue`.
 *
 * @param options - how long a database is waited for that does not answer at the beginning
 * @throws SelvedgeError `invalid-argument` for another address; `unsupported` where `bullmq` and `ioredis` or `pg` are missing
 */
export async function jobQueue(
  url: string,
  { patienceMs, onNote = () => undefined }: JobQueueOptions = {},
): Promise<JobQueue> {
  const patience = patienceMs === undefined ? {} : { patienceMs };
  const connection = await connect(url);
  const open = new Set<{ close(): Promise<unknown> }>();
  return {
    name: connection.name,
    async work(jobs, options, feed) {
      if (options.tag !== undefined) checkTag(options.tag);
      if (jobs.length === 0 && !feed) return new Map();
      const working = new Working(connection, jobs, { ...patience, ...options }, feed as never);
      open.add(working);
      return working.results().finally(() => open.delete(working)) as never;
    },
    workers: (): Promise<readonly WorkerNews[]> => listWorkers(connection, { ...patience, onNote }),
    async close() {
      await Promise.all([...open].map((each) => each.close()));
    },
  };
}
