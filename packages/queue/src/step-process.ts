import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SelvedgeError } from '@selvedge/data';
import type { WorkerMessage } from '@selvedge/workflow/types';

/**
 * A process that is asked to stop gets so long, in milliseconds: a second for its last checkpoint. Cancelled jobs end within two seconds,
 * also where a machine is busy.
 */
const PATIENCE_MS = 1300;

/** Why a process ended that was at work. */
export type Ending = 'vanished' | 'stopped' | 'cancelled' | 'relieved';

export class ProcessEnded extends Error {
  readonly ending: Ending;

  constructor(ending: Ending, message: string) {
    super(message);
    this.ending = ending;
  }
}

/** One process that does jobs of one setting, each alone. */
export class StepProcess {
  readonly setting: string;
  /** Memory that it takes, as far as it has said. */
  bytes = 0;
  readonly #child: ChildProcess;
  #current: { onEvent(event: unknown): void; resolve(result: unknown): void; reject(error: Error): void } | undefined;
  #ending: Ending = 'vanished';
  #hasEnded = false;

  constructor(setting: string, entry: URL, first: unknown, environment: Readonly<Record<string, string>>) {
    this.setting = setting;
    const { SELVEDGE_QUEUE: _, ...inherited } = process.env; // steps and plugins need no queue
    this.#child = fork(fileURLToPath(entry), [], {
      env: { ...inherited, ...environment },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: process.execArgv.filter((text) => !text.startsWith('--inspect')),
    });
    this.#child.on('message', (message) => this.#hear(message as WorkerMessage<unknown, unknown>));
    this.#child.on('error', () => undefined); // `exit` follows
    this.#child.on('exit', (_, killedBy) => this.#gone(killedBy));
    this.#child.send({ setting: first });
  }

  /** Whether it takes no more jobs: it has ended, or was asked to. */
  get isOver(): boolean {
    return this.#hasEnded || this.#ending !== 'vanished';
  }

  /** @throws SelvedgeError of the job; ProcessEnded */
  async run(message: object, onEvent: (event: unknown) => void): Promise<unknown> {
    try {
      return await new Promise<unknown>((resolve, reject) => {
        this.#current = { onEvent, resolve, reject };
        if (this.#hasEnded) return this.#gone(null);
        this.#child.send(message, (error) => error && this.#gone(null));
      });
    } finally {
      this.#current = undefined;
    }
  }

  /** Ends it: at once where it is idle, else with time for a checkpoint. */
  stop(ending: Ending): void {
    this.#ending = ending;
    if (ending === 'relieved') this.#child.kill('SIGKILL');
    else if (!this.#current && this.#child.connected) this.#child.disconnect();
    else {
      this.#child.kill('SIGTERM');
      setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE_MS).unref();
    }
  }

  #hear(message: WorkerMessage<unknown, unknown>): void {
    if (message.say === 'memory') this.bytes = message.bytes;
    else if (message.say === 'event') this.#current?.onEvent(message.event);
    else this.#answered(message);
  }

  #answered(message: Exclude<WorkerMessage<unknown, unknown>, { readonly say: 'memory' | 'event' }>): void {
    if (message.say === 'done') this.#current?.resolve(message.result);
    else if (this.#ending !== 'vanished') this.#current?.reject(new ProcessEnded(this.#ending, message.message));
    else this.#current?.reject(new SelvedgeError(message.code ?? 'io', message.message, { about: message.about }));
    if (this.isOver && this.#child.connected) this.#child.disconnect(); // nothing is left to wait for
  }

  #gone(killedBy: NodeJS.Signals | null): void {
    this.#hasEnded = true;
    const how = killedBy === null ? 'ended' : `was killed by ${killedBy}`;
    this.#current?.reject(new ProcessEnded(this.#ending, how));
  }
}
