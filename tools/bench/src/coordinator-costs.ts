// What a coordinator takes of a core, and of memory, for jobs that do nothing: ours, and BullMQ's own client alone.
//
//   node tools/bench/dist/coordinator-costs.js [jobs a second] [seconds] [redis|postgres]
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { startPostgres, startRedis } from '@selvedge/jest-tools/services';
import type { Load, Taken } from './coordinator/load.js';

const [, , rate = '100', seconds = '30', kind = 'redis'] = process.argv;
const CONCURRENCY = 12;

const start = (script: string, words: readonly string[]): ChildProcess =>
  fork(join(import.meta.dirname, 'coordinator', script), words, { execArgv: [] });

/** @param whose - the workers, and the coordinator */
async function measure(whose: 'ours' | 'bare', load: Load): Promise<Taken> {
  const service = await (kind === 'postgres' ? startPostgres() : startRedis());
  const words = [service.url, JSON.stringify(load)];
  const workers = start('workers.js', [whose, ...words]);
  try {
    return await new Promise<Taken>((resolve, reject) => {
      const coordinator = start(`${whose}.js`, words);
      let taken: Taken | undefined;
      coordinator.on('message', (message) => {
        taken = message as Taken;
      });
      coordinator.on('exit', (code) => (taken ? resolve(taken) : reject(new Error(`it ended with ${code}`))));
    });
  } finally {
    workers.disconnect();
    await new Promise((resolve) => workers.once('exit', resolve));
    await service.close();
  }
}

const jobs = Number(rate) * Number(seconds);
const steady = { jobs, concurrency: CONCURRENCY, milliseconds: (1000 * CONCURRENCY) / Number(rate) };
const rows: readonly (readonly [string, 'ours' | 'bare', Load])[] = [
  ['a coordinator, all jobs at once', 'ours', { ...steady, ahead: jobs }],
  ['a coordinator, each end publishes one', 'ours', { ...steady, ahead: 2 * CONCURRENCY }],
  ...(kind === 'postgres'
    ? []
    : ([
        ["BullMQ's client, all jobs at once", 'bare', { ...steady, ahead: jobs }],
        ["BullMQ's client, each end publishes one", 'bare', { ...steady, ahead: 2 * CONCURRENCY }],
      ] as const)),
];
console.log('| what | jobs a second | of a core | for a job | peak memory |');
console.log('| --- | --- | --- | --- | --- |');
for (const [what, whose, load] of rows) {
  const { rate: measured, share, peakBytes } = await measure(whose, load);
  const cells = [
    what,
    measured.toFixed(0),
    `${(100 * share).toFixed(1)} %`,
    `${((1000 * share) / measured).toFixed(2)} ms`,
    `${(peakBytes / 1e6).toFixed(0)} MB`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
