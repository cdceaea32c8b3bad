import { createHash } from 'node:crypto';
import type { JobsOptions } from 'bullmq';

/** Jobs that do nothing but wait. */
export interface Load {
  readonly jobs: number;
  /** Of the workers. */
  readonly concurrency: number;
  /** How long each waits. */
  readonly milliseconds: number;
  /** Jobs published before the first has ended; each end publishes one more. */
  readonly ahead: number;
}

/** What a coordinator took, without its first and last fifth. */
export interface Taken {
  /** Jobs a second, and processor time over time. */
  readonly rate: number;
  readonly share: number;
  readonly peakBytes: number;
}

export const CODE = 'c0de'.repeat(16);
export const SETTING = '5e'.repeat(32);
export const PLAIN_QUEUE = 'plain';
export const idOf = (at: number): string => createHash('sha256').update(`job ${at}`).digest('hex');

/** Of the size that trials of a sweep have. */
export const taskOf = ({ milliseconds }: Load): object => ({
  milliseconds,
  kind: 'trial',
  model: 'mlp',
  values: { 'train.learningRate': 0.001, 'model.units': 128 },
});

export const PLAIN_JOB: JobsOptions = {
  removeOnComplete: { age: 300, count: 1000 },
  removeOnFail: true,
  priority: 1000,
};

/** @returns what BullMQ's own classes need for Redis */
export const optionsOf = (url: string) => ({ connection: { url, maxRetriesPerRequest: null } });

/** Measures this process from a fifth of the ends to four fifths. */
export function watch({ jobs }: Load): { ended(): void; taken(): Taken } {
  const from = Math.floor(jobs / 5);
  const to = Math.floor((4 * jobs) / 5);
  let count = 0;
  let before: { readonly at: number; readonly cpu: NodeJS.CpuUsage } | undefined;
  let found: Omit<Taken, 'peakBytes'> | undefined;
  return {
    ended() {
      count++;
      if (count === from) before = { at: performance.now(), cpu: process.cpuUsage() };
      if (count !== to || !before) return;
      const seconds = (performance.now() - before.at) / 1000;
      const { user, system } = process.cpuUsage(before.cpu);
      found = { rate: (to - from) / seconds, share: (user + system) / 1e6 / seconds };
    },
    taken() {
      if (!found) throw new Error(`only ${count} of ${jobs} jobs ended`);
      return { ...found, peakBytes: process.resourceUsage().maxRSS * 1024 };
    },
  };
}
