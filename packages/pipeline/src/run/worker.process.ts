// A worker process of a run, or of a queue: does parts of a pipeline into the cache, or the store, that it shares with the others.

import { setTimeout as wait } from 'node:timers/promises';
import { SelvedgeError } from '@selvedge/data';
import { goesByScores } from '@selvedge/resample/plans';
import { Cache, InProcessExecutor } from '@selvedge/workflow';
import { SharedCheckpoints } from '@selvedge/workflow/checkpoints';
import type { StepEvent, StepRecord, WorkerMessage } from '@selvedge/workflow/types';
import { loadRegistry } from '../config/load-registry.js';
import type { Planning } from '../plan/planning.js';
import { TestSets } from '../plan/test-sets.js';
import { BUILT_IN, type Registry } from '../registry/registry.js';
import { parseSpec } from '../spec/parse-spec.js';
import type { Pipeline } from '../spec/pipeline.js';
import { type DataNode, dataNode } from '../steps/data.js';
import { checkForm, checkTask } from './check-task.js';
import { chooseEntry, fitEntry } from './fit-entry.js';
import { picturesBeside } from './folders.js';
import { loadSource, sourceOf } from './load-data.js';
import { planEntry } from './plan-entry.js';
import { type QueuedTask, targetsOf, triesSideBySide } from './queued-jobs.js';
import { openQueued, type QueueMachine } from './queued-work.js';
import { doFit, withoutFits } from './resampled-fits.js';
import { scoreEntry } from './score-entry.js';
import { lengthsOf } from './search-in-queue.js';
import { scoreTrials } from './search-trials.js';
import { PATIENT, sharedStore } from './shared-store.js';
import type { WorkerSetting } from './work-in-processes.js';
import { trialsOf } from './worker-jobs.js';

const MEMORY_INTERVAL_MS = 200;

const say = (message: WorkerMessage<StepEvent, readonly StepRecord[]>): void => {
  process.send?.(message, undefined, undefined, () => undefined); // the parent may be gone: `disconnect` follows
};
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the parent decides
process.on('disconnect', () => process.exit(0));
setInterval(() => say({ say: 'memory', bytes: process.memoryUsage.rss() }), MEMORY_INTERVAL_MS).unref();

/** A store that keeps nothing for so long fails the job, which is tried again elsewhere or later, in milliseconds. */
const STORE_MS = 60_000;

/** A process that is asked to stop sends its last checkpoint within this time, in milliseconds: less than it is given. */
const LAST_MS = 1000;

/** What the jobs of this process are parts of. */
interface Opened {
  readonly pipeline: Pipeline;
  readonly cache: Cache;
  readonly planning: Omit<Planning, 'testSets'>;
  dataFor(at: number): Promise<DataNode>;
}

interface Job {
  readonly task: QueuedTask;
  /** Of a queue: what the coordinator has computed of the task. */
  readonly id?: string;
}

let setting: WorkerSetting | QueueMachine;
let opened: Promise<Opened> | undefined;

process.on('message', (message: { readonly setting: WorkerSetting | QueueMachine } | Job) => {
  if ('setting' in message) setting = message.setting;
  else {
    work(message).then(
      (result) => say({ say: 'done', result }),
      (error: unknown) => {
        const { code, about } = error instanceof SelvedgeError ? error : ({} as Partial<SelvedgeError>);
        say({ say: 'failed', code, message: (error as Error).message, ...(about && { about }) });
      },
    );
  }
});

async function open(): Promise<Opened> {
  const { configFile, sharedThreads } = setting;
  const registry = configFile === undefined ? BUILT_IN : await loadRegistry(configFile);
  const cache = openCache(registry);
  if ('queued' in setting) {
    const { pipeline, threads, dataFor } = await openQueued(setting, cache, registry);
    return { pipeline, cache, dataFor, planning: { registry, threads, sharedThreads } };
  }
  const { source, parse, data, threads } = setting;
  const pipeline = await parseSpec(source, { ...parse, registry });
  const sources = new Map<string, Promise<DataNode>>();
  const picturesDirectory = picturesBeside(setting.cache);
  return {
    pipeline,
    cache,
    planning: { registry, threads, sharedThreads },
    dataFor(at) {
      const { data: wanted } = pipeline.models[at].config;
      const id = sourceOf(wanted);
      const loading =
        sources.get(id) ??
        loadSource(wanted, pipeline, { ...data, picturesDirectory, signal: stop.signal }).then(dataNode);
      sources.set(id, loading);
      return loading;
    },
  };
}

function openCache(registry: Registry): Cache {
  const onWarning = (text: string): void => say({ say: 'event', event: { event: 'note', level: 'warning', text } });
  const shared = sharedStore(setting.store, registry, onWarning, 'queued' in setting ? PATIENT : {});
  return new Cache(setting.cache, { ...(shared && { shared }) });
}

async function work({ task, id }: Job): Promise<readonly StepRecord[]> {
  opened ??= open();
  opened.catch(() => {
    opened = undefined; // the store may answer later
  });
  const { cache } = await opened;
  const checkpoints = checkpointsOf(cache);
  try {
    return await doTask({ task, ...(id !== undefined && { id }) }, await opened, checkpoints);
  } catch (error) {
    if (stop.signal.aborted && checkpoints) await Promise.race([checkpoints.send(), wait(LAST_MS)]);
    throw error;
  } finally {
    await checkpoints?.close();
  }
}

/** Of a queue: another worker goes on with them where this one dies. */
function checkpointsOf(cache: Cache): SharedCheckpoints | undefined {
  if (!('queued' in setting) || !setting.checkpointMs || cache.shared?.writes !== true) return undefined;
  return new SharedCheckpoints(cache, cache.shared, setting.checkpointMs);
}

async function doTask(
  { task, id }: Job,
  { pipeline, cache, planning, dataFor }: Opened,
  checkpoints: SharedCheckpoints | undefined,
): Promise<readonly StepRecord[]> {
  checkForm(task, pipeline.models.length);
  const entry = pipeline.models[task.entry];
  const data = await dataFor(task.entry);
  const executor = new InProcessExecutor({
    cache,
    signal: stop.signal,
    onEvent: (event) => say({ say: 'event', event }),
    ...(checkpoints && { checkpoints }),
  });
  const planned = await planEntry(entry, data, { ...planning, testSets: new TestSets() }, executor);
  const step = id === undefined ? undefined : await checkTask(planned, task, id, executor);
  const { sweep } = entry;
  // Of trials that other jobs have done: their scores are read again, which is no news, and they are in the store.
  const quiet = new InProcessExecutor({ cache, signal: stop.signal });
  const trials = trialsOf(entry, task);
  if (step) await executor.get(step);
  else if (trials && sweep) await scoreTrials(planned, sweep, trials, executor);
  else if (task.fit !== undefined) await doFit(await chooseEntry(planned, quiet), task.fit, executor);
  else {
    const isSearched = id !== undefined && sweep && (!goesByScores(sweep) || triesSideBySide(entry));
    const fitted = await fitEntry({ ...planned, entry: withoutFits(entry) }, executor, isSearched ? quiet : executor);
    await scoreEntry(fitted, executor, pipeline);
  }
  await cache.shared?.settled();
  if (id !== undefined) await keepInStore(cache, executor.records);
  const goesOn = task.values && sweep && 'resource' in sweep; // the next rung, on any worker
  await checkpoints?.remove(goesOn ? lengthsOf((await targetsOf(planned, task, executor)) ?? []) : undefined);
  return executor.records;
}

/** The coordinator counts on it: a result that is not in the store is none. */
async function keepInStore(cache: Cache, records: readonly StepRecord[]): Promise<void> {
  const begun = performance.now();
  for (const { key, label } of records) {
    if (!(await cache.peek(key, 'here'))) continue; // computed again in each process
    while (!(await cache.push(key))) {
      if (cache.shared?.writes !== true || performance.now() - begun > STORE_MS)
        throw new SelvedgeError('io', await notKept(label, cache));
      await wait(500);
    }
  }
}

async function notKept(label: string, { shared }: Cache): Promise<string> {
  const why = await shared?.refusal();
  return `the store ${shared?.store.name} did not keep the result of '${label}'${why === undefined ? '' : `: ${why}`}.`;
}
