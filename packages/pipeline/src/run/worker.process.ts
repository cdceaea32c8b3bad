// A worker process of a run: does parts of a pipeline into the cache that it shares with the others.

import { SelvedgeError } from '@selvedge/data';
import { Cache, InProcessExecutor } from '@selvedge/workflow';
import type { StepEvent, StepRecord, WorkerMessage } from '@selvedge/workflow/types';
import { loadRegistry } from '../config/load-registry.js';
import type { Planning } from '../plan/planning.js';
import { TestSets } from '../plan/test-sets.js';
import { BUILT_IN, type Registry } from '../registry/registry.js';
import { parseSpec } from '../spec/parse-spec.js';
import type { Pipeline } from '../spec/pipeline.js';
import { type DataNode, dataNode } from '../steps/data.js';
import { fitEntry } from './fit-entry.js';
import { picturesBeside } from './folders.js';
import { loadSource, sourceOf } from './load-data.js';
import { planEntry } from './plan-entry.js';
import { scoreEntry } from './score-entry.js';
import { scoreTrials } from './search-trials.js';
import { sharedStore } from './shared-store.js';
import type { WorkerSetting } from './work-in-processes.js';
import type { WorkerTask } from './worker-jobs.js';

const MEMORY_INTERVAL_MS = 200;

const say = (message: WorkerMessage<StepEvent, readonly StepRecord[]>): void => {
  process.send?.(message);
};
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the parent decides
process.on('disconnect', () => process.exit(0));
setInterval(() => say({ say: 'memory', bytes: process.memoryUsage.rss() }), MEMORY_INTERVAL_MS).unref();

let setting: WorkerSetting;
let parsed: Promise<Pipeline> | undefined;
let cache: Cache | undefined;
const sources = new Map<string, Promise<DataNode>>();

process.on('message', (message: { readonly setting: WorkerSetting } | { readonly task: WorkerTask }) => {
  if ('setting' in message) setting = message.setting;
  else {
    work(message.task).then(
      (result) => say({ say: 'done', result }),
      (error: unknown) => {
        const code = error instanceof SelvedgeError ? error.code : undefined;
        say({ say: 'failed', code, message: (error as Error).message });
      },
    );
  }
});

async function parse(): Promise<Pipeline> {
  const { source, configFile } = setting;
  const registry = configFile === undefined ? BUILT_IN : await loadRegistry(configFile);
  return parseSpec(source, { ...setting.parse, registry });
}

function openCache(registry: Registry): Cache {
  const shared = sharedStore(setting.store, registry, (text) =>
    say({ say: 'event', event: { event: 'note', level: 'warning', text } }),
  );
  return new Cache(setting.cache, { ...(shared && { shared }) });
}

async function work({ entry: at, trials }: WorkerTask): Promise<readonly StepRecord[]> {
  parsed ??= parse();
  const pipeline = await parsed;
  const entry = pipeline.models[at];
  const { data: wanted } = entry.config;
  const id = sourceOf(wanted);
  const source =
    sources.get(id) ??
    loadSource(wanted, pipeline, {
      ...setting.data,
      picturesDirectory: picturesBeside(setting.cache),
      signal: stop.signal,
    }).then(dataNode);
  sources.set(id, source);
  const data = await source;
  cache ??= openCache(pipeline.registry);
  const executor = new InProcessExecutor({
    cache,
    signal: stop.signal,
    onEvent: (event) => say({ say: 'event', event }),
  });
  const { threads, sharedThreads } = setting;
  const planning: Planning = { registry: pipeline.registry, threads, sharedThreads, testSets: new TestSets() };
  const planned = await planEntry(entry, data, planning, executor);
  if (trials && entry.sweep) {
    const { sweep } = entry;
    const own = trials.map((trial) => sweep.trials[trial]);
    await scoreTrials(planned, sweep, own, executor);
  } else await scoreEntry(await fitEntry(planned, executor), executor, pipeline);
  await cache.shared?.settled();
  return executor.records;
}
