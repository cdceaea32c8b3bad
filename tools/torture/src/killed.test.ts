// Apart from `changed.test.ts`, which takes about as long, so that two processors share them.
import { redisProgram } from '@selvedge/jest-tools/services';
import { runFaults } from './faults/run-faults.js';
import { runKills } from './kills/run-kills.js';
import { runQueue } from './queue/run-queue.js';

const options = { seed: 1, seconds: 60, only: [] };

test('a run with a failing file call fails in words or ends rightly, and the next one is right', async () => {
  expect((await runFaults({ ...options, count: 2 })).findings).toEqual([]);
}, 180_000);

test('two runs that are killed, with the cache cleaned beside them, end as undisturbed ones', async () => {
  expect((await runKills({ ...options, count: 4 })).findings).toEqual([]);
}, 180_000);

(redisProgram === undefined ? test.skip : test)(
  'a sweep over workers, Redis and a store server that are killed ends as that of one process',
  async () => {
    const round = {
      sweep: { points: 12, milliseconds: 100, folds: 3 },
      workers: 2,
      kills: 3,
      pauseMs: 1000,
      awayMs: 300,
    };
    expect((await runQueue({ ...options, seed: 2, count: 3 }, round)).findings).toEqual([]);
  },
  300_000,
);
