import type { QueuedJob } from '@selvedge/workflow/types';

/** A job without a result. */
export interface Open<Task> {
  readonly job: QueuedJob<Task>;
  /** How often; 0 while it waits for others. */
  published: number;
  heard: number;
  isMissing: boolean;
  /** Those who have added it and wait for its result. */
  readonly waiting: { resolve(result: unknown): void; reject(error: Error): void }[];
}

export const opened = <Task>(job: QueuedJob<Task>): Open<Task> => ({
  job,
  published: 0,
  heard: 0,
  isMissing: false,
  waiting: [],
});
