import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { SelvedgeError } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import type { ErrorCode } from '@selvedge/data/types';
import type { AddJob, QueuedJob, QueueWork } from '@selvedge/workflow/types';
import { jobResult, stepEvents } from './check-messages.js';
import type { Connection, Queue, QueueEvents, QueueEventsProducer } from './connect.js';
import { listWorkers } from './directory.js';
import { failureOf, type JobResult, queueName } from './job-data.js';
import { LookUps } from './look-ups.js';
import { type Open, opened } from './open-job.js';
import { Publisher } from './publisher.js';
import { type Part, type ReachOptions, reach } from './reach.js';
import { whyNobody } from './why-nobody.js';
import { within } from './within.js';

/** A job that is gone without a result is published again. */
const PUBLISHED = 20;
/** An event of its own is awaited so long, in milliseconds, and then sent again, so often. */
const HELLO_MS = 200;
const HELLOS = 25;
/** A run whose jobs nobody does says so after this time. */
const LONELY_MS = 10_000;
/** Nobody may have to wait longer for Ctrl-C, whatever the database does: for each of both requests and for closing. */
const CANCEL_MS = 1500;

/** Jobs of one run, from their publication to the last result. */
export class Working<Task, Event, Result> {
  readonly #connection: Connection;
  readonly #options: QueueWork<Event> & Pick<ReachOptions, 'patienceMs'>;
  readonly #feed: (add: AddJob<Task, Result>) => Promise<void>;
  readonly #open = new Map<string, Open<Task>>();
  readonly #results = new Map<string, Result | undefined>();
  /** Jobs by the ids that they come after. */
  readonly #followers = new Map<string, Open<Task>[]>();
  #parts: readonly [Queue, QueueEvents, QueueEventsProducer] | undefined;
  #publisher: Publisher<Task> | undefined;
  #lookUps: LookUps<Task> | undefined;
  #lonely: NodeJS.Timeout | undefined;
  #settle: { resolve(): void; reject(error: Error): void } | undefined;
  /** Whether nobody adds any more jobs. */
  #isSealed = false;
  #isOver = false;
  #wasHeard = false;

  constructor(
    connection: Connection,
    jobs: readonly QueuedJob<Task>[],
    options: QueueWork<Event> & Pick<ReachOptions, 'patienceMs'>,
    feed: (add: AddJob<Task, Result>) => Promise<void> = async () => undefined,
  ) {
    this.#connection = connection;
    this.#options = options;
    this.#feed = feed;
    for (const job of jobs) this.#enter(job);
  }

  get #queue(): Queue {
    return this.#reached[0];
  }

  get #events(): QueueEvents {
    return this.#reached[1];
  }

  get #producer(): QueueEventsProducer {
    return this.#reached[2];
  }

  get #reached(): readonly [Queue, QueueEvents, QueueEventsProducer] {
    if (!this.#parts) throw new Error('internal: the queue was not reached');
    return this.#parts;
  }

  /** @throws as `JobQueue.work` */
  async results(): Promise<ReadonlyMap<string, Result | undefined>> {
    const { signal, code, tag } = this.#options;
    const name = queueName(code, tag);
    const onAbort = (): void => this.#end(new SelvedgeError('aborted', 'the run was stopped.'));
    try {
      throwIfAborted(signal, 'publish jobs');
      this.#parts = await reach(
        this.#connection.name,
        () => [this.#connection.queue(name), this.#connection.events(name), this.#connection.producer(name)] as const,
        this.#options,
      );
      await this.#hearsItself();
      await new Promise<void>((resolve, reject) => {
        this.#settle = { resolve, reject };
        signal?.addEventListener('abort', onAbort, { once: true });
        if (signal?.aborted) return onAbort();
        this.#publisher = new Publisher(this.#queue, this.#options);
        this.#lookUps = this.#lookingUp();
        this.#listen();
        this.#lonely = setTimeout(() => void this.#sayWhoIsThere().catch(() => undefined), LONELY_MS);
        this.#publish([...this.#open.values()]);
        this.#feed((job) => this.#add(job)).then(
          () => this.#seal(),
          (error: Error) => this.#end(error),
        );
      });
      return this.#results;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#lookUps?.close();
      clearTimeout(this.#lonely);
      if (this.#parts && this.#open.size > 0) await within(CANCEL_MS, this.#cancel());
      await within(CANCEL_MS, this.close());
    }
  }

  async close(): Promise<void> {
    this.#end(new SelvedgeError('aborted', 'the queue was closed.'));
    await Promise.all((this.#parts ?? []).map((part) => part.close().catch(() => undefined)));
  }

  #end(error?: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#publisher?.close();
    if (error) this.#settle?.reject(error);
    else this.#settle?.resolve();
    if (error) for (const { waiting } of this.#open.values()) for (const each of waiting) each.reject(error);
  }

  #add(job: QueuedJob<Task>): Promise<Result | undefined> {
    const { id } = job;
    if (this.#results.has(id)) return Promise.resolve(this.#results.get(id));
    return new Promise((resolve, reject) => {
      if (this.#isOver) return reject(new SelvedgeError('aborted', 'the jobs of this run have ended.'));
      const known = this.#open.get(id);
      const open = known ?? this.#enter(job);
      open.waiting.push({ resolve: resolve as (result: unknown) => void, reject });
      if (!known) this.#publish([open]);
    });
  }

  #enter(job: QueuedJob<Task>): Open<Task> {
    const open = opened(job);
    this.#open.set(job.id, open);
    for (const id of job.after ?? []) {
      const others = this.#followers.get(id);
      if (others) others.push(open);
      else this.#followers.set(id, [open]);
    }
    return open;
  }

  #seal(): void {
    this.#isSealed = true;
    if (this.#open.size === 0) this.#end();
  }

  /** Events from before the first look at them are not seen: nothing is published until one of its own came back. */
  async #hearsItself(): Promise<void> {
    const own = randomUUID();
    let isHeard = false;
    this.#events.on('hello' as never, ((news: { readonly own?: unknown }) => (isHeard ||= news.own === own)) as never);
    for (let said = 0; said < HELLOS && !isHeard && !this.#options.signal?.aborted; said++) {
      await this.#producer.publishEvent({ eventName: 'hello', own }).catch(() => undefined); // said once more
      for (let waited = 0; waited < HELLO_MS && !isHeard; waited += 10) await wait(10);
    }
  }

  #listen(): void {
    const heard = (id: string): Open<Task> | undefined => {
      const open = this.#open.get(id);
      if (!open || this.#isOver) return undefined;
      open.heard = performance.now();
      open.isMissing = false;
      return open;
    };
    this.#events.on('active', ({ jobId }) => {
      const open = heard(jobId);
      if (!open) return;
      this.#wasHeard = true;
      this.#lookUps?.begun(open);
    });
    this.#events.on('progress', ({ jobId, data }) => {
      if (!heard(jobId)) return;
      this.#tell(data);
    });
    this.#events.on('completed', ({ jobId, returnvalue }) => {
      if (!heard(jobId)) return;
      this.#done(jobId, jobResult(typeof returnvalue === 'string' ? parsed(returnvalue) : returnvalue));
    });
    this.#events.on('duplicated', ({ jobId }) => this.#lookUps?.suspect(jobId));
    for (const part of this.#reached) (part as Part).on('error', () => this.#lookUps?.trouble());
    this.#events.on('failed', ({ jobId, failedReason }) => {
      const open = heard(jobId);
      if (open) this.#failed(open, failedReason);
    });
  }

  #tell(message: unknown): void {
    const { worker, events } = stepEvents(message);
    for (const event of events) this.#options.onEvent(event as Event, worker);
  }

  #done(id: string, found: JobResult | undefined): void {
    if (found) this.#tell(found);
    const result = found?.result as Result | undefined;
    const waiting = this.#open.get(id)?.waiting ?? [];
    this.#open.delete(id);
    this.#lookUps?.ended(id);
    this.#results.set(id, result);
    for (const each of waiting) each.resolve(result);
    if (this.#open.size === 0) {
      if (this.#isSealed) this.#end();
      return;
    }
    const freed = (this.#followers.get(id) ?? []).filter(
      ({ published, job }) => published === 0 && this.#open.has(job.id),
    );
    this.#followers.delete(id);
    this.#publish(freed);
  }

  #failed(open: Open<Task>, text: string): void {
    const { code, message, about } = failureOf(text);
    if (code === 'cancelled') {
      this.#publish([open]); // by another run, not by this one
      return;
    }
    const isLost = /stalled more than/.test(message);
    const why = isLost
      ? `the workers that did '${open.job.label}' vanished again and again, perhaps for want of memory. Start workers with less --concurrency or on larger machines.`
      : message;
    this.#end(new SelvedgeError(isLost ? 'io' : ((code ?? 'io') as ErrorCode), why, { about }));
  }

  /** Publishes those whose inputs are there. */
  #publish(all: readonly Open<Task>[]): void {
    this.#publisher?.publish(all.filter(({ job }) => !(job.after ?? []).some((id) => this.#open.has(id))));
  }

  #lookingUp(): LookUps<Task> {
    return new LookUps<Task>(this.#queue, this.#open, {
      isThere: (id) => this.#options.isThere(id),
      onDone: (id, result) => {
        if (!this.#isOver) this.#done(id, result);
      },
      onLost: (open) => {
        const text = `the queue ${this.#connection.name} has lost the job '${open.job.label}' ${PUBLISHED} times.`;
        if (open.published < PUBLISHED) this.#publish([open]);
        else this.#end(new SelvedgeError('io', text));
      },
    });
  }

  async #sayWhoIsThere(): Promise<void> {
    if (this.#wasHeard || this.#isOver) return;
    const { code, tag, onNote } = this.#options;
    const note = whyNobody(await listWorkers(this.#connection, this.#options), code, tag);
    if (note !== undefined && !this.#wasHeard && !this.#isOver) onNote(note);
  }

  /** Jobs that nobody has begun are removed; workers stop the others. */
  async #cancel(): Promise<void> {
    const ids = [...this.#open.values()].filter(({ published }) => published > 0).map(({ job }) => job.id);
    const tell = (): Promise<void> => this.#producer.publishEvent({ eventName: 'cancel', jobs: ids.join() });
    if (ids.length === 0) return;
    await tell();
    await Promise.all(ids.map((id) => this.#queue.remove(id).catch(() => 0)));
    await tell(); // one may have been begun meanwhile
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
