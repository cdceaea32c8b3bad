import { SelvedgeError } from '@selvedge/data';
import type { AddJob, Executor, OnStepEvent, StepEvent, StepRecord } from '@selvedge/workflow/types';
import type { PlannedEntry } from '../plan/planning.js';
import { isOfThisProcess } from '../registry/registry.js';
import { codeIdentity } from './code-identity.js';
import type { RunPlan } from './plan-run.js';
import { type PlannedJob, type QueuedTask, queuedJobs } from './queued-jobs.js';
import { publishSetting } from './queued-setting.js';
import { ranBy } from './ran-by.js';
import { searchInQueue } from './search-in-queue.js';

/** Priority of runs that ask for none: others may come before or after them. */
const USUAL = 1000;

/**
 * Has the workers of a queue fill the store, so that the run that follows finds there what it needs.
 *
 * @returns the records of the steps that they ran, by key
 * @throws as `JobQueue.work`; SelvedgeError `invalid-argument` for plugins that workers could not load
 */
export async function workInQueue(
  plan: RunPlan,
  entries: readonly PlannedEntry[],
  executor: Executor,
  onEvent: OnStepEvent,
): Promise<ReadonlyMap<string, StepRecord>> {
  const { pipeline, options, cache } = plan;
  const { queue, tag, priority = USUAL, signal } = options;
  if (!queue) return new Map();
  if (isOfThisProcess(pipeline.registry))
    throw new SelvedgeError(
      'invalid-argument',
      'run: workers could not load the plugins of this process. List them in selvedge.config.js, here and on the workers, and pass `registry: await loadRegistry(file)`.',
    );
  const { jobs, searching } = await queuedJobs(entries, cache, executor);
  if (jobs.length === 0 && searching.length === 0) return new Map();
  const keysOf = new Map(jobs.map(({ job, keys }) => [job.id, keys]));
  const isThere = async (id: string): Promise<boolean> => {
    const keys = keysOf.get(id);
    if (keys === undefined) return false;
    for (const key of keys) if (!(await cache.shared?.peek(key))) return false;
    return true;
  };
  const search = async (add: AddJob<QueuedTask, readonly StepRecord[]>): Promise<void> => {
    const publish = (more: readonly PlannedJob[]): Promise<unknown> => {
      for (const { job, keys } of more) keysOf.set(job.id, keys);
      return Promise.all(more.map(({ job }) => add(job)));
    };
    await Promise.all(searching.map((each) => searchInQueue(each, { cache, executor, publish })));
  };
  const results = await queue.work<QueuedTask, StepEvent, readonly StepRecord[]>(
    jobs.map(({ job }) => job),
    {
      code: codeIdentity(pipeline.registry),
      setting: await publishSetting(plan),
      ...(tag !== undefined && { tag }),
      priority,
      ...(signal && { signal }),
      isThere,
      onEvent,
      onNote: (text) => onEvent({ event: 'note', level: 'warning', text }),
    },
    search,
  );
  return ranBy([...results.values()].flatMap((each) => each ?? []));
}
