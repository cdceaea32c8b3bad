import { setTimeout as wait } from 'node:timers/promises';
import { StoreFailure } from './store-failure.js';

export interface PatienceOptions {
  /** Tries of one request. Default 3. */
  readonly tries?: number;
  /** Longest wait before the second try, in milliseconds; twice as long before each further one. Default 200. */
  readonly firstWaitMs?: number;
  /** Failed tries in a row after which nothing is tried for a while. Default 4. */
  readonly failures?: number;
  /** How long nothing is tried then, in milliseconds. Default 30,000. */
  readonly restMs?: number;
  /** Called once when nothing is tried any more. */
  onRest?(failure: StoreFailure): void;
}

/**
 * Tries again what failed, after random waits (full jitter, so that many machines do not come back at once), and leaves a
 * store alone for a while that keeps failing: a circuit breaker. After the rest one request is tried; it decides.
 *
 * @see Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, 2015; Nygard, Release It!, 2007
 */
export class Patience {
  readonly #options: Required<Omit<PatienceOptions, 'onRest'>> & Pick<PatienceOptions, 'onRest'>;
  #failed = 0;
  #restsUntil = 0;
  #hasSaid = false;

  constructor(options: PatienceOptions = {}) {
    this.#options = { tries: 3, firstWaitMs: 200, failures: 4, restMs: 30_000, ...options };
  }

  /** Whether requests are refused without being tried. */
  get rests(): boolean {
    return performance.now() < this.#restsUntil;
  }

  /** @throws StoreFailure of the last try; `unreachable` at once while it rests */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const { tries, firstWaitMs } = this.#options;
    for (let tried = 1; ; tried++) {
      if (this.rests) throw new StoreFailure('unreachable', 'the store is left alone for a while');
      try {
        const result = await work();
        this.#failed = 0;
        return result;
      } catch (error) {
        const isFailure = error instanceof StoreFailure;
        if (isFailure && error.kind === 'refused') this.#failed = 0;
        if (!isFailure || error.kind === 'refused') throw error;
        this.#count(error);
        if (tried >= tries || this.rests) throw error;
        await wait(Math.random() * firstWaitMs * 2 ** (tried - 1));
      }
    }
  }

  #count(failure: StoreFailure): void {
    const { failures, restMs, onRest } = this.#options;
    this.#failed++;
    if (failure.kind !== 'unreachable' || this.#failed < failures) return;
    this.#restsUntil = performance.now() + restMs;
    if (this.#hasSaid) return;
    this.#hasSaid = true;
    onRest?.(failure);
  }
}
