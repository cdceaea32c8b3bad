import { runNetwork } from './network/run-network.js';
import { runStale } from './stale/run-stale.js';

const options = { seed: 1, seconds: 60, only: [] };

test('a changed ingredient makes the steps that depend on it run again, and no others', async () => {
  const { trials, findings } = await runStale({ ...options, seed: 3, seconds: 240, count: 3, only: ['cli'] });
  expect([trials, findings]).toEqual([3, []]);
}, 300_000);

test('disturbed networks between runs and a store change no result', async () => {
  const { trials, findings } = await runNetwork({ ...options, count: 1, seconds: 240 }, { delayMs: 20, cutMs: 500 });
  expect([trials, findings]).toEqual([7, []]);
}, 300_000);
