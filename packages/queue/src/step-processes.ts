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

/** One job, as the processes see it. */
interface Doing {
  readonly label: string;
  readonly process: StepProcess;
}

/**
 * Processes that do jobs, kept for the next job of the same setting: its data is loaded already. When together they outgrow the
 * memory allowed, the youngest is stopped and its job is done again once another has ended, from its checkpoint.
 */
export class StepProcesses {
  readonly #options: ProcessesOptions;
  readonly #idle: StepProcess[] = [];
  readonly #doing = new Map<string, Doing>();
  readonly #timer: NodeJS.Timeout;

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

  /** @throws SelvedgeError of the job; `io` when its process vanished twice; ProcessEnded when it was stopped */
  async run(
    id: string,
    { setting, label, task }: { readonly setting: string; readonly label: string; readonly task: unknown },
    onEvent: (event: unknown) => void,
  ): Promise<unknown> {
    for (let tried = 1; ; ) {
      const process = this.#take(setting);
      this.#doing.set(id, { label, process });
      try {
        const result = await process.run({ id, task }, onEvent);
        this.#idle.push(process);
        return result;
      } catch (error) {
        if (!(error instanceof ProcessEnded)) {
          this.#idle.push(process);
          throw error;
        }
        if (error.ending === 'stopped') throw error;
        if (error.ending === 'relieved') await this.#room(id);
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

  has(id: string): boolean {
    return this.#doing.has(id);
  }

  stop(id: string, ending: Ending = 'stopped'): void {
    this.#doing.get(id)?.process.stop(ending);
  }

  /** Ends all of them. */
  close(): void {
    clearInterval(this.#timer);
    for (const process of [...this.#idle, ...this.#running]) process.stop('stopped');
    this.#idle.length = 0;
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
    const [id, youngest] = [...this.#doing].at(-1) as [string, Doing];
    onNote(
      `${this.#doing.size} processes take more than the ${Math.round(memory / 1e6)} MB allowed; '${youngest.label}' is done later. Allow more with --memory, or use less --concurrency.`,
    );
    this.stop(id, 'relieved');
  }

  /** Waits until another job has ended. */
  async #room(id: string): Promise<void> {
    const before = new Set([...this.#doing.keys()].filter((other) => other !== id));
    while (before.size > 0 && [...before].every((other) => this.#doing.has(other)))
      await new Promise((resolve) => setTimeout(resolve, ROOM_MS));
  }
}
