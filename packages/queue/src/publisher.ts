import type { JobsOptions, Queue } from './connect.js';
import type { JobData } from './job-data.js';
import type { Open } from './open-job.js';

const ADDED_AT_ONCE = 500;
/** Jobs that are done stay so long, in seconds, for who has not heard of it. */
const KEPT = { age: 300, count: 1000 };
/** How often a job is tried whose worker could not reach the store. */
const ATTEMPTS = 3;
const RETRY_MS = 500;

export interface PublisherOptions {
  readonly code: string;
  readonly setting: string;
  readonly priority?: number;
}

/** Adds jobs to a queue. What comes in one turn of the event loop, such as all that follows from one batch of events, is one request. */
export class Publisher<Task> {
  readonly #queue: Queue;
  readonly #data: Pick<JobData, 'format' | 'code' | 'setting'>;
  readonly #options: JobsOptions;
  #due: Open<Task>[] = [];
  #isClosed = false;

  constructor(queue: Queue, { code, setting, priority }: PublisherOptions) {
    this.#queue = queue;
    this.#data = { format: 1, code, setting };
    this.#options = {
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: RETRY_MS },
      removeOnComplete: KEPT,
      removeOnFail: true,
      ...(priority !== undefined && { priority }),
    };
  }

  /** Those that the database refuses are looked up later and found missing. */
  publish(jobs: Iterable<Open<Task>>): void {
    const wasIdle = this.#due.length === 0;
    for (const open of jobs) {
      open.published++;
      open.heard = performance.now();
      open.isMissing = false;
      this.#due.push(open);
    }
    if (wasIdle && this.#due.length > 0) setImmediate(() => void this.#add().catch(() => undefined));
  }

  close(): void {
    this.#isClosed = true;
  }

  async #add(): Promise<void> {
    const due = this.#due;
    this.#due = [];
    for (let from = 0; from < due.length && !this.#isClosed; from += ADDED_AT_ONCE)
      await this.#queue.addBulk(
        due.slice(from, from + ADDED_AT_ONCE).map(({ job: { id, label, task } }) => ({
          name: label,
          data: { ...this.#data, label, task: task as JobData['task'] } satisfies JobData,
          opts: { ...this.#options, jobId: id },
        })),
      );
  }
}
