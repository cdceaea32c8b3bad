import type { Job } from './connect.js';
import type { JobProgress } from './job-data.js';

/** Progress within a step is sent no more often, in milliseconds. */
const PROGRESS_MS = 500;

/** Sends what happens in a job to who waits for it, in its order. Progress in between is left out; beginnings and ends are not. */
export class EventSender {
  readonly #job: Job;
  readonly #worker: string;
  #last: Promise<unknown> = Promise.resolve();
  #progressed = 0;

  constructor(job: Job, worker: string) {
    this.#job = job;
    this.#worker = worker;
  }

  send(event: unknown): void {
    const now = performance.now();
    if ((event as { readonly event?: unknown }).event === 'step-progress') {
      if (now - this.#progressed < PROGRESS_MS) return;
      this.#progressed = now;
    }
    const progress: JobProgress = { worker: this.#worker, event };
    this.#last = this.#last.then(() => this.#job.updateProgress(progress)).catch(() => undefined);
  }

  /** Waits until all of it was sent, so that nothing comes after the end. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
