import { defaultThreads } from '@selvedge/compute/workers';
import { SelvedgeError } from '@selvedge/data';
import type { JobQueue } from '@selvedge/workflow/types';
import type { ParseOptions } from '../spec/parse-spec.js';
import type { OnEvent } from '../track/run-event.js';

/** How a pipeline is run. */
export interface RunOptions extends ParseOptions {
  /** Folder of this run; default a new one in the runs' folder. */
  readonly output?: string;
  readonly runsDirectory?: string;
  readonly cacheDirectory?: string;
  /** `off`: everything is computed again. Default `on`. */
  readonly cache?: 'on' | 'off';
  /**
   * A store that other machines share: results are found there, and sent there. An address (`https://...`, a folder), or `off`.
   * Default: `SELVEDGE_STORE`, else `store` of the configuration.
   */
  readonly store?: string;
  /** Resumes the last run of this pipeline that did not finish. */
  readonly resume?: boolean;
  /** A folder with one folder per data set. */
  readonly dataDirectory?: string;
  readonly offline?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /**
   * Threads of each step, 1 to 256, whatever the number of workers. Default: `SELVEDGE_THREADS`, else one per core. Networks
   * have other bits with another number.
   */
  readonly threads?: number;
  /**
   * Processes that work side by side, on models and on trials of sweeps. Default 1: everything is done here.
   */
  readonly workers?: number;
  /**
   * Other machines do the steps: a queue of `jobQueue`, of `@selvedge/queue`. Needs `store`, through which results come back, and excludes
   * `workers` and `cache: 'off'`.
   */
  readonly queue?: JobQueue;
  /** Only workers of the queue with this tag do the steps. */
  readonly tag?: string;
  /** Of the jobs of this run in the queue: 1 (before all others) to 1,000,000. Default 1,000. */
  readonly priority?: number;
  /** Memory limit for all workers together, in bytes; default three quarters of the machine's memory. */
  readonly memory?: number;
}

/** @throws SelvedgeError `invalid-argument` naming the option */
export function checkRunOptions({ workers = 1, threads = 1, memory, cache, queue, priority = 1 }: RunOptions): void {
  const bad = (text: string): SelvedgeError => new SelvedgeError('invalid-argument', `run: ${text}`);
  for (const [name, count] of Object.entries({ workers, threads })) {
    if (Number.isInteger(count) && count >= 1 && count <= 256) continue;
    throw bad(`${name} is ${count}; need a whole number from 1 to 256.`);
  }
  if (memory !== undefined && !(memory > 0)) throw bad(`memory is ${memory}; need a number of bytes above 0.`);
  if (!(Number.isInteger(priority) && priority >= 1 && priority <= 1_000_000))
    throw bad(`priority is ${priority}; need a whole number from 1 (before all others) to 1000000.`);
  if (queue && (workers > 1 || cache === 'off'))
    throw bad(
      'with a queue other machines do the work, and results meet in the cache; leave out workers and `cache: off`.',
    );
  if (workers > 1 && cache === 'off') throw bad('worker processes meet in the cache; leave `cache` on or use one.');
}

/**
 * Threads of each step. A network's sums depend on them, so they are part of the plan: processes that work side by side
 * use as many as one process would, and any number of workers finds the same results.
 */
export const threadsOf = ({ threads = defaultThreads() }: RunOptions): number => threads;
