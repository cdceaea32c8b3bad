import { InProcessExecutor } from '@selvedge/workflow';
import type { StepRecord } from '@selvedge/workflow/types';
import type { PlannedEntry } from '../plan/planning.js';
import { BackgroundWrite } from './background-write.js';
import { sourceFor } from './load-sources.js';
import { planEntry } from './plan-entry.js';
import type { RunPlan } from './plan-run.js';
import { ranBy } from './ran-by.js';
import type { RunJournal } from './run-journal.js';
import { workInProcesses } from './work-in-processes.js';
import { workInQueue } from './work-in-queue.js';

/** A run under way: all that its phases share. */
export interface RunContext extends RunPlan {
  readonly journal: RunJournal;
  readonly executor: InProcessExecutor;
  /** Of models into the run's folder; where one fails, the executor's steps are aborted. */
  readonly writes: BackgroundWrite;
  /** Steps that worker processes have computed, by key. */
  readonly precomputed: ReadonlyMap<string, StepRecord>;
}

/** Gets ready to run steps here. Where there are worker processes, they do theirs first. */
export async function prepareRun(plan: RunPlan, journal: RunJournal): Promise<RunContext> {
  const { cache, options } = plan;
  const precomputed = await inOtherProcesses(plan, journal);
  const writes = new BackgroundWrite();
  const executor = new InProcessExecutor({
    cache,
    reading: options.cache ?? 'on',
    precomputed,
    onEvent: journal.emit,
    signal: options.signal ? AbortSignal.any([options.signal, writes.failed]) : writes.failed,
  });
  return { ...plan, journal, executor, writes, precomputed };
}

async function inOtherProcesses(plan: RunPlan, { emit }: RunJournal): Promise<ReadonlyMap<string, StepRecord>> {
  const { pipeline, options, cache, sources } = plan;
  const { workers = 1, signal } = options;
  if (workers === 1 && !options.queue) return new Map();
  const executor = new InProcessExecutor({ cache, ...(signal && { signal }) });
  const planned: PlannedEntry[] = [];
  for (const entry of pipeline.models) {
    planned.push(await planEntry(entry, sourceFor(sources, entry.config.data).node, plan, executor));
  }
  const work = options.queue ? workInQueue : workInProcesses;
  return new Map([...ranBy(executor.records), ...(await work(plan, planned, executor, emit))]);
}
