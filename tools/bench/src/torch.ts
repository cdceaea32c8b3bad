import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Times } from './measured.js';
import { pythonScript } from './python-script.js';
import type { Job } from './training-session.js';

/** How PyTorch runs a job. */
export interface TorchVariant {
  readonly threads: number;
  readonly channelsLast: boolean;
}

/** PyTorch in a process of its own, which answers one job after the other. */
export interface Torch {
  /** `PyTorch 2.13.0`. */
  readonly name: string;
  /** Times of one step: the median of those that passed, the mean of the processors'. */
  ask(job: Job & TorchVariant & { readonly steps: number }): Promise<Times>;
  end(): void;
}

/** Starts neural-training.py. */
export async function startTorch(python: string): Promise<Torch> {
  const child = spawn(python, [pythonScript('neural-training.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => JSON.parse((await lines.next()).value) as T;
  const { version } = await next<{ version: string }>();
  return {
    name: `PyTorch ${version}`,
    ask: (job) => {
      child.stdin.write(`${JSON.stringify(job)}\n`);
      return next<Times>();
    },
    end: () => child.stdin.end(),
  };
}
