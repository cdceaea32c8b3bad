import { jobResult } from './check-messages.js';
import type { Queue } from './connect.js';
import type { JobResult } from './job-data.js';
import type { Open } from './open-job.js';
import { Rounds } from './rounds.js';

/** A job of which nothing was heard for so long is looked up: the database may have lost it, or its end. */
const SILENCE_MS = 2000;
const LOOK_MS = 1000;
/** Jobs looked up at once, where nothing is wrong and where something was. A sweep of thousands that wait is silent, too. */
const USUALLY = 10;
const IN_TROUBLE = 100;
/** Silent jobs that are passed over in one look, so that ten thousand cost no more than one thousand. */
const PASSED = 1000;
const TROUBLE_MS = 30_000;

export interface LookUpsOptions<Task> {
  /** Whether the store has the results of a job. */
  isThere(id: string): Promise<boolean>;
  /** It has ended; `undefined` where the store alone knows. */
  onDone(id: string, result: JobResult | undefined): void;
  /** It is neither in the queue nor in the store. */
  onLost(open: Open<Task>): void;
}

/** Looks up jobs of which nothing is heard. */
export class LookUps<Task> {
  readonly #queue: Queue;
  readonly #open: ReadonlyMap<string, Open<Task>>;
  readonly #options: LookUpsOptions<Task>;
  readonly #rounds: Rounds<Open<Task>>;
  /** Jobs that a worker has begun: where nothing is heard of one, its end may be lost. */
  readonly #begun = new Map<string, Open<Task>>();
  readonly #begunRounds = new Rounds(this.#begun);
  readonly #suspects = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #troubleUntil = 0;

  constructor(queue: Queue, open: ReadonlyMap<string, Open<Task>>, options: LookUpsOptions<Task>) {
    this.#queue = queue;
    this.#open = open;
    this.#options = options;
    this.#rounds = new Rounds(open);
    this.#timer = setInterval(() => void this.#look().catch(() => undefined), LOOK_MS);
  }

  /** Something went wrong, and more may have. */
  trouble(): void {
    this.#troubleUntil = performance.now() + TROUBLE_MS;
  }

  /** Looks a job up soon: it was there before it was published. */
  suspect(id: string): void {
    if (this.#open.has(id)) this.#suspects.add(id);
  }

  begun(open: Open<Task>): void {
    this.#begun.set(open.job.id, open);
  }

  ended(id: string): void {
    this.#begun.delete(id);
    this.#suspects.delete(id);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const now = performance.now();
    const suspects = [...this.#suspects].slice(0, IN_TROUBLE);
    for (const id of suspects) this.#suspects.delete(id);
    const most = now < this.#troubleUntil ? IN_TROUBLE : USUALLY;
    const isSilent = ({ published, heard }: Open<Task>): boolean => published > 0 && heard < now - SILENCE_MS;
    const due = new Set(this.#begunRounds.next(most, PASSED, isSilent));
    for (const open of this.#rounds.next(most - due.size, PASSED, isSilent)) due.add(open);
    for (const id of suspects) {
      const open = this.#open.get(id);
      if (open) due.add(open);
    }
    await Promise.all([...due].map((open) => this.#lookUp(open)));
  }

  async #lookUp(open: Open<Task>): Promise<void> {
    const { isThere, onDone, onLost } = this.#options;
    const { id } = open.job;
    const wasMissing = open.isMissing;
    const state = await this.#queue.getJobState(id);
    const returned = state === 'completed' && jobResult((await this.#queue.getJob(id))?.returnvalue);
    if (!this.#open.has(id)) return;
    if (returned && (await isThere(id))) {
      this.trouble(); // nobody was told, or had not been listening
      if (this.#open.has(id)) onDone(id, returned);
      return;
    }
    if (returned) await this.#queue.remove(id);
    open.heard = performance.now();
    open.isMissing = state === 'unknown';
    if (open.isMissing) this.#suspects.add(id);
    if (!open.isMissing || !wasMissing) return; // its end may be on its way
    this.trouble();
    this.#suspects.delete(id);
    if (await isThere(id)) {
      if (this.#open.has(id)) onDone(id, undefined);
    } else if (this.#open.has(id)) onLost(open);
  }
}
