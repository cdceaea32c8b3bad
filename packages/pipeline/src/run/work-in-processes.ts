import { availableParallelism, totalmem } from 'node:os';
import { builtModule } from '@selvedge/data/text';
import { runInProcesses } from '@selvedge/workflow';
import type { Executor, OnStepEvent, StepEvent, StepRecord } from '@selvedge/workflow/types';
import type { PlannedEntry } from '../plan/planning.js';
import { modelEntry } from '../registry/models.js';
import { isOfThisProcess } from '../registry/registry.js';
import type { ParseOptions } from '../spec/parse-spec.js';
import type { PipelineInput } from '../spec/schema.js';
import type { DataOptions } from './load-data.js';
import type { RunPlan } from './plan-run.js';
import { ranBy } from './ran-by.js';
import { jobsOf, type WorkerTask } from './worker-jobs.js';

/** What every worker process has to know. Plain JSON. */
export interface WorkerSetting {
  readonly source: string | PipelineInput;
  readonly parse: Omit<ParseOptions, 'registry'>;
  /** Where its plugins come from. */
  readonly configFile?: string;
  readonly data: Pick<DataOptions, 'dataDirectory' | 'offline'>;
  readonly cache: string;
  /** As the run has it; absent: the process looks where the run has looked. */
  readonly store?: string;
  readonly threads: number;
  /** Threads of the steps whose results do not depend on them. */
  readonly sharedThreads: number;
}

/**
 * Fills the cache by several processes, so that the run that follows finds there what it needs. Nothing happens where
 * there is no more than one thing to do.
 *
 * @returns the records of the steps that they ran, by key
 */
export async function workInProcesses(
  { pipeline, options, cache, threads }: RunPlan,
  entries: readonly PlannedEntry[],
  executor: Executor,
  onEvent: OnStepEvent,
): Promise<ReadonlyMap<string, StepRecord>> {
  if (isOfThisProcess(pipeline.registry)) {
    onEvent({ event: 'note', level: 'warning', text: ONE_PROCESS });
    return new Map();
  }
  const jobs = await Promise.all(entries.map((each, at) => jobsOf(each, at, cache, executor)));
  const all = jobs.flat();
  const first = all.filter(({ after }) => after.length === 0).length;
  if (first < 2 && all.length - first < 2) return new Map();
  const { workers = 1, memory = 0.75 * totalmem(), signal, dataDirectory, offline, store } = options;
  const { source, set, folder, allowOutside } = pipeline.origin;
  const { configFile } = pipeline.registry;
  const processes = Math.min(workers, all.length);
  if (all.some(({ task }) => isNetwork(entries[task.entry])) && processes * threads > availableParallelism())
    onEvent({ event: 'note', level: 'info', text: crowded(processes, threads) });
  const sharedThreads = Math.max(1, Math.floor(threads / processes));
  const setting: WorkerSetting = {
    source,
    parse: {
      set,
      projectDirectory: pipeline.projectDirectory,
      ...(folder !== undefined && { folder }),
      ...(allowOutside && { allowOutside }),
    },
    data: {
      ...(dataDirectory !== undefined && { dataDirectory }),
      ...(offline !== undefined && { offline }),
    },
    cache: cache.directory,
    ...(store !== undefined && { store }),
    ...(configFile !== undefined && { configFile }),
    threads,
    sharedThreads,
  };
  const records = await runInProcesses<WorkerTask, StepEvent, readonly StepRecord[]>(all, {
    entry: processUrl(),
    setting,
    processes,
    memory,
    environment: { SELVEDGE_THREADS: String(sharedThreads) },
    ...(signal && { signal }),
    onEvent,
    onNote: (text) => onEvent({ event: 'note', level: 'warning', text }),
  });
  for (const { key } of records.flat()) cache.hold(key); // their processes have ended, and hold nothing any more
  return ranBy(records.flat());
}

const ONE_PROCESS =
  'Everything is computed in this process: another one could not load the plugins. List them in selvedge.config.js and pass `registry: await loadRegistry(file)`.';

const isNetwork = ({ entry, planning }: PlannedEntry): boolean =>
  modelEntry(planning.registry, entry.config.model.kind).family === 'neural';

/** The threads of a network are part of its result, so they are not divided without being asked. */
const crowded = (processes: number, threads: number): string =>
  `${processes} processes train networks with ${threads} threads each on ${availableParallelism()} cores, which slows them; ` +
  '--threads 1 does not, and sums of networks round otherwise with it.';

/** The module that a worker process runs. */
export const processUrl = (): URL => builtModule(new URL('./worker.process.js', import.meta.url), import.meta.url);
