import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pythonScript } from './python-script.js';
import type { Job } from './training-session.js';

/** How PyTorch runs a job. */
export interface TorchVariant {
  readonly threads: number;
  readonly channelsLast: boolean;
}

/** PyTorch in a process of its own, which answers one job after the other. */
export interface Torch {
  /** The milliseconds of each step. */
  ask(job: Job & TorchVariant & { readonly steps: number }): Promise<readonly number[]>;
  end(): void;
}

/** Starts neural-training.py. */
export function startTorch(): Torch {
  const child = spawn('/usr/bin/python3', [pythonScript('neural-training.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(job) {
      child.stdin.write(`${JSON.stringify(job)}\n`);
      const answer: { ms: number[] } = JSON.parse((await lines.next()).value);
      return answer.ms;
    },
    end: () => child.stdin.end(),
  };
}
