/** A part of a run that another machine can do. */
export interface QueuedJob<Task> {
  /** The key of its step, so that two runs with the same work share it: 64 hexadecimal digits. */
  readonly id: string;
  readonly label: string;
  /** Plain JSON, a few kilobytes: everything large goes through the store. */
  readonly task: Task;
  /** Jobs of the same call, published before, whose results this one reads: it is published once they are in the store. */
  readonly after?: readonly string[];
}

export interface QueueWork<Event> {
  /** Digest of the code and of what of the machine decides results: workers with another one get none of the jobs. */
  readonly code: string;
  /** Key of the entry of the store that says what the jobs are parts of. */
  readonly setting: string;
  /** Only workers with this tag do the jobs. */
  readonly tag?: string;
  /** 1 (first) to 1,000,000. Default: in the order of publication. */
  readonly priority?: number;
  readonly signal?: AbortSignal;
  /** Whether the store has the results of a job. */
  isThere(id: string): Promise<boolean>;
  /** What a worker reports of a job. */
  onEvent(event: Event, worker: string): void;
  onNote(text: string): void;
}

/**
 * Publishes a job while others are worked on; one that is known already is not published twice.
 *
 * @returns as `JobQueue.work` of that job; rejected where the whole work ends before it
 */
export type AddJob<Task, Result> = (job: QueuedJob<Task>) => Promise<Result | undefined>;

/** Hands jobs to the workers of other machines. */
export interface JobQueue {
  /** Its address, without passwords. */
  readonly name: string;
  /**
   * Publishes jobs and waits for them.
   *
   * @param feed - publishes more of them as it goes; the work lasts until it has resolved, too, and fails where it does
   * @returns by id what the worker returned; undefined where it was there already
   * @throws SelvedgeError of the first job that failed; `aborted`, once the jobs are cancelled everywhere; `io` where the queue
   * cannot be reached at the beginning
   */
  work<Task, Event, Result>(
    jobs: readonly QueuedJob<Task>[],
    options: QueueWork<Event>,
    feed?: (add: AddJob<Task, Result>) => Promise<void>,
  ): Promise<ReadonlyMap<string, Result | undefined>>;
  /** Workers that have reported within the last minute. */
  workers(): Promise<readonly WorkerNews[]>;
  close(): Promise<void>;
}

/** What a worker says of itself. Plain JSON. */
export interface WorkerNews {
  /** `host:process`, or what it was named. */
  readonly name: string;
  readonly host: string;
  readonly process: number;
  /** Digest of its code; see `QueueWork`. */
  readonly code: string;
  readonly tags: readonly string[];
  /** Jobs that it does at the same time. */
  readonly concurrency: number;
  /** Bytes that its step processes may take, and take now. */
  readonly memory: number;
  readonly used: number;
  /** Labels of the jobs that it does now. */
  readonly doing: readonly string[];
  readonly done: number;
  readonly failed: number;
  /** ISO times. */
  readonly since: string;
  readonly seen: string;
}
