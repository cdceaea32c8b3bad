import { SelvedgeError } from '@selvedge/data';
import { type Ending, ProcessEnded, StepProcess } from './step-process.js';

export interface ProcessesOptions {
  /** The module that a process runs. */
  readonly entry: URL;
  /** What every process receives of this machine, beside the key of its setting. Plain JSON. */
  readonly machine: object;
  readonly environment: Readonly<Record<string, string>>;
  /** Bytes that all together may take. One is always allowed. */
  readonly memory: number;
  onNote(text: string): void;
}

/** A job whose process vanishes is tried again once. */
const TRIES = 2;
/** A job that was put off waits so long before it asks for room again, in milliseconds. */
const ROOM_MS = 500;

/** What a process is to do. */
export interface StepJob {
  readonly setting: string;
  readonly label: string;
  readonly task: unknown;
}

/** One job, as the processes see it. */
interface Doing {
  readonly label: string;
  readonly process: StepProcess;
  /** Why it is to end, also while it waits for room. */
  ending?: Ending;
}

/**
 * Processes that do jobs, kept for the next job of the same setting: its data is loaded already. When together they outgrow the
 * memory allowed, the youngest is stopped and its job is done again once another has ended, from its checkpoint.
 */
export class StepProcesses {
  readonly #options: ProcessesOptions;
  readonly #idle: StepProcess[] = [];
  readonly #doing = new Map<string, Doing>();
  readonly #results = new Map<string, Promise<unknown>>();
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;

  constructor(options: ProcessesOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#relieve(), ROOM_MS / 2);
    this.#timer.unref();
  }

  get used(): number {
    return [...this.#idle, ...this.#running].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get labels(): readonly string[] {
    return [...this.#doing.values()].map(({ label }) => label);
  }

  /**
   * Does a job. One that is at work here already is not begun again: its lock got lost, perhaps, and the queue gave it out once more.
   *
   * @param onEvent - of a job that is at work already, the first is told
   * @throws SelvedgeError of the job; `io` when its process vanished twice; ProcessEnded when it was stopped
   */
  run(id: string, job: StepJob, onEvent: (event: unknown) => void): Promise<unknown> {
    const known = this.#results.get(id);
    if (known) return known;
    const result = this.#do(id, job, onEvent).finally(() => this.#results.delete(id));
    this.#results.set(id, result);
    return result;
  }

  async #do(id: string, { setting, label, task }: StepJob, onEvent: (event: unknown) => void): Promise<unknown> {
    for (let tried = 1; ; ) {
      if (this.#isClosed) throw new ProcessEnded('stopped', 'the worker ends');
      const process = this.#take(setting);
      const doing: Doing = { label, process };
      this.#doing.set(id, doing);
      try {
        const result = await process.run({ id, task }, onEvent);
        this.#idle.push(process);
        return result;
      } catch (error) {
        if (!(error instanceof ProcessEnded)) {
          this.#idle.push(process);
          throw error;
        }
        if (error.ending === 'stopped' || error.ending === 'cancelled') throw error;
        if (error.ending === 'relieved') await this.#room(id, doing);
        else if (tried++ >= TRIES)
          throw new SelvedgeError(
            'io',
            `the process that worked on '${label}' ${error.message} twice, perhaps for want of memory. Start the worker with less --concurrency.`,
          );
      } finally {
        this.#doing.delete(id);
      }
    }
  }

  stop(id: string, ending: 'stopped' | 'cancelled'): void {
    const doing = this.#doing.get(id);
    if (!doing) return;
    doing.ending = ending;
    doing.process.stop(ending);
  }

  /** Ends all of them, and begins no more. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    for (const process of this.#idle.splice(0)) process.stop('stopped');
    for (const id of this.#doing.keys()) this.stop(id, 'stopped');
  }

  get #running(): readonly StepProcess[] {
    return [...this.#doing.values()].map(({ process }) => process);
  }

  #take(setting: string): StepProcess {
    const at = this.#idle.findIndex((each) => each.setting === setting && !each.isOver);
    const [found] = at < 0 ? [] : this.#idle.splice(at, 1);
    if (found) return found;
    // Of another run, whose rows it holds.
    for (const other of this.#idle.splice(0)) other.stop('stopped');
    const { entry, machine, environment } = this.#options;
    return new StepProcess(setting, entry, { ...machine, queued: setting }, environment);
  }

  #relieve(): void {
    const { memory, onNote } = this.#options;
    if (this.used <= memory) return;
    for (const idle of this.#idle.splice(0)) idle.stop('stopped');
    if (this.#doing.size < 2 || this.used <= memory) return;
    const youngest = [...this.#doing.values()].at(-1) as Doing;
    onNote(
      `${this.#doing.size} processes take more than the ${Math.round(memory / 1e6)} MB allowed; '${youngest.label}' is done later. Allow more with --memory, or use less --concurrency.`,
    );
    youngest.process.stop('relieved');
  }

  /** Waits until another job has ended. @throws ProcessEnded where this one is to end meanwhile */
  async #room(id: string, own: Doing): Promise<void> {
    const before = new Set([...this.#doing.keys()].filter((other) => other !== id));
    while (before.size > 0 && !own.ending && [...before].every((other) => this.#doing.has(other)))
      await new Promise((resolve) => setTimeout(resolve, ROOM_MS));
    if (own.ending) throw new ProcessEnded(own.ending, 'it waited for room');
  }
}
