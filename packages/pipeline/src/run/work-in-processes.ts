import { totalmem } from 'node:os';
import { defaultThreads } from '@selvedge/compute';
import type { LoadedDataset } from '@selvedge/ingest';
import {
  type Cache,
  type Node,
  type OnStepEvent,
  runInProcesses,
  type StepEvent,
  type StepRecord,
} from '@selvedge/workflow';
import type { ParseOptions } from '../spec/parse-spec.js';
import type { Pipeline, Variant } from '../spec/pipeline.js';
import type { PipelineInput } from '../spec/schema.js';
import type { DataOptions } from './load-data.js';
import { jobsOf, type WorkerTask } from './worker-jobs.js';

/** What every worker process has to know. Plain JSON. */
export interface WorkerSetting {
  readonly source: string | PipelineInput;
  readonly parse: ParseOptions;
  readonly data: Pick<DataOptions, 'dataDirectory' | 'offline' | 'allowOutside'>;
  readonly cache: string;
}

export interface WorkersOptions {
  readonly workers: number;
  /** Bytes for all of them; default three quarters of the machine's memory. */
  readonly memory?: number;
  readonly data: WorkerSetting['data'];
  readonly signal?: AbortSignal;
  readonly onEvent: OnStepEvent;
}

/** Threads that each of so many processes uses. Part of the identity of a network's fit, so the run itself uses as many. */
export const threadsPerWorker = (workers: number): number => Math.max(1, Math.floor(defaultThreads() / workers));

/**
 * Fills the cache by several processes, so that the run that follows finds there what it needs. Nothing happens where
 * there is no more than one thing to do.
 *
 * @returns the records of the steps that they ran, by key
 */
export async function workInProcesses(
  pipeline: Pipeline,
  variants: readonly {
    readonly variant: Variant;
    readonly data: Node<LoadedDataset>;
    readonly hasValidation: boolean;
  }[],
  cache: Cache,
  { workers, memory = 0.75 * totalmem(), data, signal, onEvent }: WorkersOptions,
): Promise<ReadonlyMap<string, StepRecord>> {
  const jobs = await Promise.all(
    variants.map((each, at) => jobsOf(each.variant, at, each.data, each.hasValidation, cache)),
  );
  const all = jobs.flat();
  if (all.length < 2) return new Map();
  const { source, set, allowOutside } = pipeline.origin;
  const setting: WorkerSetting = {
    source,
    parse: { set, projectDirectory: pipeline.projectDirectory, ...(allowOutside && { allowOutside }) },
    data,
    cache: cache.directory,
  };
  const records = await runInProcesses<WorkerTask, StepEvent, readonly StepRecord[]>(all, {
    entry: processUrl(),
    setting,
    processes: Math.min(workers, all.length),
    memory,
    environment: { SELVEDGE_THREADS: String(threadsPerWorker(workers)) },
    ...(signal && { signal }),
    onEvent,
    onNote: (text) => onEvent({ event: 'note', level: 'warning', text }),
  });
  return new Map(
    records
      .flat()
      .filter(({ outcome }) => outcome === 'ran')
      .map((record) => [record.key, record]),
  );
}

/** Processes need JavaScript: where tests run the sources, the compiled module is taken. */
function processUrl(): URL {
  const url = new URL('./worker.process.js', import.meta.url);
  if (import.meta.url.endsWith('.ts')) url.pathname = url.pathname.replace(/\/src\/(?!.*\/src\/)/, '/dist/');
  return url;
}
