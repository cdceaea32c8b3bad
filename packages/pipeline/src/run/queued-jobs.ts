import { sha256 } from '@selvedge/files';
import type { Cache } from '@selvedge/workflow';
import { canonicalJson, withInputs } from '@selvedge/workflow';
import type { Node, ProcessJob, QueuedJob } from '@selvedge/workflow/types';
import { configNodes } from '../plan/config-nodes.js';
import type { PlannedEntry } from '../plan/planning.js';
import { trialNodes } from './search-trials.js';
import { jobsOf, type WorkerTask } from './worker-jobs.js';

/** A part of a pipeline for a worker: as for a process, or one step that several of those read. */
export interface QueuedTask extends WorkerTask {
  /** Of the first trial, or of the model: the key of the one step that is wanted. */
  readonly step?: string;
}

/** The steps that a task is to leave in the store. Of a whole model more follow, whose keys depend on results. */
export function targetsOf(planned: PlannedEntry, { trials }: WorkerTask): readonly Node[] {
  const { sweep } = planned.entry;
  if (trials && sweep) {
    const nodesOf = trialNodes(planned, sweep);
    return trials.map((trial) => nodesOf(sweep.trials[trial]).score('validation', [sweep.by]));
  }
  return [configNodes(planned).summary];
}

/** The id of the job of a task: the key of its step where it is one step. */
export function jobId(planned: PlannedEntry, task: QueuedTask): string {
  if (task.step !== undefined) return task.step;
  const keys = targetsOf(planned, task).map(({ key }) => key);
  if (task.trials && keys.length === 1) return keys[0];
  const { note: _, ...written } = planned.entry.written as { readonly note?: unknown };
  return sha256('selvedge queue job 1\n', canonicalJson(task.trials ? keys : [keys, written]));
}

/** The step of a task that names one; undefined where its plan has none of that key. */
export const stepOf = (planned: PlannedEntry, task: QueuedTask): Node | undefined =>
  withInputs(targetsOf(planned, task)).find(({ key }) => key === task.step);

/** A job and the keys that are in the store once it is done, where they are known. */
export interface PlannedJob {
  readonly job: QueuedJob<QueuedTask>;
  readonly keys: readonly string[] | undefined;
}

/**
 * The jobs of a run: what processes would do, divided further so that no two workers compute the same step. A step that several read
 * is a job of its own, before them; a model with a sweep comes after its trials.
 */
export async function queuedJobs(entries: readonly PlannedEntry[], cache: Cache): Promise<readonly PlannedJob[]> {
  const found: { planned: PlannedEntry; job: ProcessJob<QueuedTask>; trials: readonly string[] }[] = [];
  for (const [at, planned] of entries.entries()) {
    const jobs = await jobsOf(planned, at, cache);
    const trials = jobs.filter(({ task }) => task.trials).map(({ task }) => jobId(planned, task));
    found.push(...jobs.map((job) => ({ planned, job, trials: [] as string[] })));
    const { sweep, name } = planned.entry;
    if (sweep && jobs.every(({ task }) => task.trials))
      found.push({ planned, job: { label: name, task: { entry: at } }, trials });
  }
  const isOpen = new Map<string, boolean>();
  const readers = new Map<string, { node: Node; planned: PlannedEntry; task: QueuedTask; count: number }>();
  const needs = new Map<(typeof found)[number], readonly string[]>();
  for (const each of found) {
    const { planned, job } = each;
    const own = new Set(targetsOf(planned, job.task).map(({ key }) => key));
    const open: string[] = [];
    for (const node of withInputs(targetsOf(planned, job.task))) {
      if (!node.codec || own.has(node.key)) continue;
      if (!isOpen.has(node.key)) isOpen.set(node.key, (await cache.peek(node.key)) === undefined);
      if (!isOpen.get(node.key)) continue;
      open.push(node.key);
      const before = readers.get(node.key);
      const task = { ...job.task, ...(job.task.trials && { trials: job.task.trials.slice(0, 1) }), step: node.key };
      readers.set(node.key, before ? { ...before, count: before.count + 1 } : { node, planned, task, count: 1 });
    }
    needs.set(each, open);
  }
  const shared = new Map([...readers].filter(([, { count }]) => count > 1));
  const steps = [...shared.values()].map(({ node, task }): PlannedJob => {
    const after = withInputs([node])
      .map(({ key }) => key)
      .filter((key) => key !== node.key && shared.has(key));
    return { job: { id: node.key, label: node.label, task, after }, keys: [node.key] };
  });
  const rest = found.map((each): PlannedJob => {
    const { planned, job, trials } = each;
    const after = [...(needs.get(each) ?? []).filter((key) => shared.has(key)), ...trials];
    const isWhole = job.task.trials === undefined;
    const keys = isWhole && planned.entry.sweep ? undefined : targetsOf(planned, job.task).map(({ key }) => key);
    return { job: { id: jobId(planned, job.task), label: job.label, task: job.task, after }, keys };
  });
  return unique([...steps, ...rest]);
}

/** Two models may be the same but for their names. */
function unique(jobs: readonly PlannedJob[]): readonly PlannedJob[] {
  return [...new Map(jobs.map((each) => [each.job.id, each])).values()];
}
