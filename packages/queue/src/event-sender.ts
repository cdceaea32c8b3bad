import type { Job } from './connect.js';
import type { JobProgress } from './job-data.js';
import { within } from './within.js';

/** Progress within a step is sent no more often, in milliseconds. */
const PROGRESS_MS = 500;
/** What happens shortly after an event is sent together with it, after so long in milliseconds. */
const TOGETHER_MS = 100;
/** Longest wait, in milliseconds, for a database that does not take what a job has sent so far. */
const SETTLE_MS = 10_000;

/**
 * Sends what happens in a job to who waits for it, in its order. Progress in between is left out; beginnings and ends are not. What was
 * not sent yet when the job ends goes with its result: a short job sends nothing else.
 */
export class EventSender {
  readonly #job: Pick<Job, 'updateProgress'>;
  readonly #worker: string;
  readonly #settleMs: number;
  #waiting: unknown[] = [];
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #progressed = Number.NEGATIVE_INFINITY;

  constructor(job: Pick<Job, 'updateProgress'>, worker: string, settleMs = SETTLE_MS) {
    this.#job = job;
    this.#worker = worker;
    this.#settleMs = settleMs;
  }

  send(event: unknown): void {
    const now = performance.now();
    if ((event as { readonly event?: unknown }).event === 'step-progress') {
      if (now - this.#progressed < PROGRESS_MS) return;
      this.#progressed = now;
    }
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => this.#flush(), TOGETHER_MS);
  }

  /** What is to go with the result. */
  rest(): readonly unknown[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rest = this.#waiting;
    this.#waiting = [];
    return rest;
  }

  /**
   * Waits until all of it was sent, so that nothing comes after the end, but not for ever.
   *
   * @returns whether it was sent
   */
  settled(): Promise<boolean> {
    this.#flush();
    return within(this.#settleMs, this.#last);
  }

  #flush(): void {
    const events = this.rest();
    if (events.length === 0) return;
    const progress: JobProgress = { worker: this.#worker, events };
    this.#last = this.#last.then(() => this.#job.updateProgress(progress)).catch(() => undefined);
  }
}
