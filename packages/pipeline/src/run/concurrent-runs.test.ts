import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePipeline } from '../spec/define-pipeline.js';
import { replay } from './replay.js';
import type { RunResult } from './report-run.js';
import { findRun } from './run-folder.js';
import type { RunOptions } from './run-options.js';
import { run } from './run-pipeline.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-concurrent-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const spec = definePipeline({
  version: 1,
  name: 'network',
  data: { name: 'garments', subset: { train: 300, test: 100 } },
  split: { kind: 'last', validation: 100 },
  preprocess: [{ kind: 'scale' }],
  train: { epochs: 2, batchSize: 50 },
  report: { html: false },
  models: [
    { name: 'net', model: { kind: 'neural', network: { zoo: 'mlp', hidden: [64] } } },
    { name: 'forest', model: { kind: 'random-forest', nEstimators: 5 } },
  ],
});

const runWith = (name: string, options: RunOptions): Promise<RunResult> =>
  run(spec, {
    projectDirectory: folder,
    cacheDirectory: join(folder, name, 'cache'),
    output: join(folder, name, 'run'),
    ...options,
  });

const engineOf = ({ results }: RunResult): string =>
  (results.models[0].history as unknown as { readonly engine: string }).engine;
const keyOf = ({ steps }: RunResult, id: string): string | undefined => steps.find((step) => step.id === id)?.key;

test('runs at once with other numbers of threads and workers give what each gives alone', async () => {
  const ways: Readonly<Record<string, RunOptions>> = {
    here: { threads: 1 },
    processes: { threads: 3, workers: 2 },
  };
  const environment = { ...process.env };
  const alone: RunResult[] = [];
  for (const [name, options] of Object.entries(ways)) alone.push(await runWith(`${name}-alone`, options));
  const together = await Promise.all(Object.entries(ways).map(([name, options]) => runWith(name, options)));

  expect(together.map(engineOf).map((text) => text.slice(text.lastIndexOf(',') + 2))).toEqual([
    '1 thread',
    '3 threads',
  ]);
  for (const [at, each] of together.entries()) {
    expect(each.results.digest).toBe(alone[at].results.digest);
    expect(each.steps.map(({ key }) => key)).toEqual(alone[at].steps.map(({ key }) => key));
  }
  expect(process.env).toEqual(environment);
  // Threads are part of what a network is, and of nothing else.
  expect(new Set(together.map((each) => keyOf(each, 'fit/net'))).size).toBe(2);
  expect(new Set(together.map((each) => keyOf(each, 'fit/forest'))).size).toBe(1);
}, 180_000);

test.each([0, 1.5, 300])('refuses %d threads', async (threads) => {
  await expect(runWith('refused', { threads })).rejects.toThrow(`threads is ${threads}; need a whole number`);
});

test('another number of workers finds every result, and a replay is the same', async () => {
  const cacheDirectory = join(folder, 'shared', 'cache');
  const first = await runWith('one-worker', { cacheDirectory, workers: 1 });
  const second = await runWith('two-workers', { cacheDirectory, workers: 2 });
  expect(second.results.digest).toBe(first.results.digest);
  expect(second.record.threads).toBe(first.record.threads);
  expect(second.steps.map(({ key }) => key)).toEqual(first.steps.map(({ key }) => key));
  expect(second.steps.filter(({ id, outcome }) => outcome === 'ran' && /^(fit|predict)/.test(id))).toEqual([]);

  const trained = await runWith('trained-by-two', { workers: 2 });
  expect(trained.results.digest).toBe(first.results.digest);
  const listed = await findRun(trained.folder, folder);
  expect(await replay(listed)).toMatchObject({ same: true, changed: [] });
}, 180_000);
