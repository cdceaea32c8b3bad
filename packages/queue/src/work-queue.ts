import { createHash, randomBytes } from 'node:crypto';
import { hostname, totalmem } from 'node:os';
import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import { withoutSecrets } from '@selvedge/workflow';
import type { WorkerNews } from '@selvedge/workflow/types';
import { type Connection, connect, type Job, type QueueEvents, type Worker } from './connect.js';
import { enterWorker } from './directory.js';
import { EventSender } from './event-sender.js';
import { checkJob, checkTag, failureText, type JobResult, queueName } from './job-data.js';
import { reach } from './reach.js';
import { ProcessEnded } from './step-process.js';
import { StepProcesses } from './step-processes.js';

/** How a machine works on a queue. */
export interface WorkQueueOptions {
  /** The module that does steps in a process of its own. */
  readonly entry: URL;
  /** What those processes receive of this machine: folders, where the store is. Plain JSON. */
  readonly machine: object;
  /** Digest of the code, as `QueueWork` has it. */
  readonly code: string;
  /** Jobs at the same time. Default 1; with tags, of each. */
  readonly concurrency?: number;
  /** Bytes that their processes may take; default three quarters of the machine's memory. */
  readonly memory?: number;
  /** Only jobs that ask for one of these are done; default those that ask for none. */
  readonly tags?: readonly string[];
  /** Default `host:process`. */
  readonly name?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * A lock that is not renewed for so long is lost, and another worker does the job, in milliseconds. Default 8000; more for a database
   * that is often slow.
   */
  readonly lockMs?: number;
  /** Longest wait for a queue that does not answer at the beginning, in milliseconds. Default 30,000. */
  readonly patienceMs?: number;
  readonly signal: AbortSignal;
  /** Receives what is wrong with the queue, and why jobs were refused. */
  onNote(text: string): void;
  /** Receives what the worker does, whenever that changes. */
  onNews?(news: WorkerNews): void;
}

const LOCK_MS = 8000;
/** Workers that may vanish with a job before it fails. */
const STALLED = 10;
/** Wait before the database is asked again that did not answer. */
const RETRY_MS = 1000;
/**
 * How long a worker takes no job after one that failed for want of a disk or a store, and at most after several in a row, in
 * milliseconds: others do that job, and a worker that cannot do any does not use up its tries.
 */
const REST = { first: 2000, most: 60_000 };

/**
 * Does jobs of a queue until the signal. This process only waits, so that it can renew its locks: steps run in processes of
 * their own. At the signal they are stopped and their jobs given back.
 *
 * @throws SelvedgeError `invalid-argument` for options; `io` where the queue cannot be reached at the beginning
 */
export async function workQueue(url: string, options: WorkQueueOptions): Promise<void> {
  checkOptions(options);
  await new QueueWorker(await connect(url), options).run();
}

class QueueWorker {
  readonly #connection: Connection;
  readonly #options: WorkQueueOptions;
  readonly #processes: StepProcesses;
  readonly #since = new Date().toISOString();
  readonly #name: string;
  #done = 0;
  #failed = 0;
  #inARow = 0;
  #resting: NodeJS.Timeout | undefined;
  #workers: readonly Worker[] = [];
  #tell: () => void = () => undefined;

  constructor(connection: Connection, options: WorkQueueOptions) {
    const { entry, machine, environment = {}, memory = 0.75 * totalmem(), onNote } = options;
    this.#connection = connection;
    this.#options = options;
    this.#name = options.name ?? `${hostname()}:${process.pid}`;
    this.#processes = new StepProcesses({ entry, machine, environment, memory, onNote });
  }

  async run(): Promise<void> {
    const { code, concurrency = 1, tags = [], lockMs = LOCK_MS, signal, onNote } = this.#options;
    const names = tags.length === 0 ? [queueName(code, undefined)] : tags.map((tag) => queueName(code, tag));
    const make = () => {
      const events = names.map((name) => this.#connection.events(name));
      const workers = names.map((name) =>
        this.#connection.worker(name, (job, token) => this.#do(job, token), {
          concurrency,
          name: this.#name,
          autorun: false,
          lockDuration: lockMs,
          stalledInterval: lockMs / 2,
          maxStalledCount: STALLED,
          runRetryDelay: RETRY_MS,
        }),
      );
      return [...events, ...workers];
    };
    const parts = await reach(this.#connection.name, make, this.#options).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    if (!parts) return;
    const events = parts.slice(0, names.length) as QueueEvents[];
    const workers = parts.slice(names.length) as Worker[];
    this.#workers = workers;
    for (const each of events)
      each.on('cancel' as never, ((news: { readonly jobs?: unknown }) => this.#cancel(news)) as never);
    const id = createHash('sha256')
      .update(`${this.#name} ${randomBytes(8).toString('hex')}`)
      .digest('hex');
    const entry = enterWorker(this.#connection, id, () => this.#news());
    this.#tell = () => {
      entry.changed();
      this.#options.onNews?.(this.#news());
    };
    this.#options.onNews?.(this.#news());
    for (const worker of workers) worker.run().catch((error: unknown) => onNote(String((error as Error).message)));
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    clearTimeout(this.#resting);
    this.#processes.close();
    await Promise.all(workers.map((worker) => worker.close()));
    await Promise.all([entry.close(), ...events.map((each) => each.close())]);
  }

  async #do(job: Job, token: string | undefined): Promise<JobResult> {
    const { UnrecoverableError, WaitingError } = await import('bullmq');
    const fail = (...failure: Parameters<typeof failureText>): Error => new UnrecoverableError(failureText(...failure));
    const id = job.id ?? '';
    const sender = new EventSender(job, this.#name);
    try {
      const data = checkJob(job.id, job.data, this.#options.code);
      const running = this.#processes.run(id, data, (event) => sender.send(withoutSecrets(event)));
      this.#tell();
      const result = withoutSecrets(await running);
      this.#done++;
      this.#inARow = 0;
      return { worker: this.#name, result, events: sender.rest() };
    } catch (error) {
      if (error instanceof ProcessEnded) {
        if (error.ending === 'cancelled') throw fail('cancelled', 'another run cancelled the job');
        await job.moveToWait(token);
        throw new WaitingError();
      }
      this.#failed++;
      const { message, code, about } = error as SelvedgeError;
      if (error instanceof SelvedgeError && /^the job is refused/.test(message)) this.#options.onNote(message);
      if (code === 'io') {
        this.#rest(job.name, message);
        throw new Error(failureText(code, message)); // perhaps not elsewhere, or later
      }
      throw fail(code, message, about);
    } finally {
      if (!(await sender.settled()))
        this.#options.onNote(
          `the queue ${this.#connection.name} does not take what '${job.name}' reports; going on without it.`,
        );
      this.#tell();
    }
  }

  #rest(name: string, why: string): void {
    if (this.#options.signal.aborted) return;
    const ms = Math.min(REST.most, REST.first * 2 ** this.#inARow++);
    this.#options.onNote(`'${name}' failed here, and this worker takes the next job in ${ms / 1000} s: ${why}`);
    for (const worker of this.#workers) void worker.pause(true);
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      for (const worker of this.#workers) void worker.resume();
    }, ms);
  }

  #cancel({ jobs }: { readonly jobs?: unknown }): void {
    if (typeof jobs !== 'string') return;
    for (const id of jobs.split(',')) this.#processes.stop(id, 'cancelled');
  }

  #news(): WorkerNews {
    const { code, tags = [], concurrency = 1, memory = 0.75 * totalmem() } = this.#options;
    return {
      name: this.#name,
      host: hostname(),
      process: process.pid,
      code,
      tags,
      concurrency,
      memory,
      used: this.#processes.used,
      doing: this.#processes.labels,
      done: this.#done,
      failed: this.#failed,
      since: this.#since,
      seen: new Date().toISOString(),
    };
  }
}

function checkOptions({ concurrency = 1, memory = 1, tags = [], lockMs = LOCK_MS }: WorkQueueOptions): void {
  const bad = (text: string): SelvedgeError => new SelvedgeError('invalid-argument', `worker: ${text}`);
  if (!(Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 256))
    throw bad(`concurrency is ${shown(concurrency)}; need a whole number from 1 to 256.`);
  if (!(memory > 0)) throw bad(`memory is ${shown(memory)}; need a number of bytes above 0.`);
  if (!(lockMs >= 500 && lockMs <= 3_600_000))
    throw bad(`lockMs is ${shown(lockMs)}; need a number from 500 to 3600000.`);
  for (const tag of tags) checkTag(tag);
}
