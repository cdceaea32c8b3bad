import { sha256 } from '@selvedge/files';
import type { Cache } from '@selvedge/workflow';
import { canonicalJson, withInputs } from '@selvedge/workflow';
import type { Executor, Node, QueuedJob } from '@selvedge/workflow/types';
import { configNodes } from '../plan/config-nodes.js';
import type { PlannedEntry } from '../plan/planning.js';
import { chooseEntry } from './fit-entry.js';
import { resampledFits } from './resampled-fits.js';
import { trialNodes } from './search-trials.js';
import { type EntryJob, jobsOf, type WorkerTask } from './worker-jobs.js';

/** A part of a pipeline for a worker: as for a process, or one step that several of those read. */
export interface QueuedTask extends WorkerTask {
  /** Of the first trial, of the model or of the fold: the key of the one step that is wanted. */
  readonly step?: string;
}

/**
 * The steps that a task is to leave in the store, as far as they are known before it begins: of a model without a sweep its
 * fit alone, and nothing of what follows a search.
 */
export async function targetsOf(
  planned: PlannedEntry,
  { trials, fit }: WorkerTask,
  executor: Executor,
): Promise<readonly Node[] | undefined> {
  const { sweep } = planned.entry;
  if (trials && sweep) {
    const nodesOf = trialNodes(planned, sweep);
    return trials.map((trial) => nodesOf(sweep.trials[trial]).score('validation', [sweep.by]));
  }
  if (sweep) return undefined;
  if (fit === undefined) return [configNodes(planned).summary];
  const fits = await resampledFits(await chooseEntry(planned, executor), executor);
  return fits.find(({ name }) => name === fit)?.targets ?? [];
}

/** The id of the job of a task: the key of its step where it is one step. */
export function jobId(
  planned: PlannedEntry,
  { step, trials, fit }: QueuedTask,
  targets: readonly Node[] | undefined,
): string {
  if (step !== undefined) return step;
  const { entry } = planned;
  const isWhole = trials === undefined && fit === undefined;
  if (targets && !isWhole && (trials || !entry.sweep)) {
    const keys = targets.map(({ key }) => key);
    return keys.length === 1 ? keys[0] : sha256('selvedge queue job 1\n', canonicalJson(keys));
  }
  // What a search chooses has another key for each outcome: the job has the same id before and after it.
  const { note: _, ...written } = entry.written as { readonly note?: unknown };
  const base = [configNodes(planned).summary.key];
  return sha256('selvedge queue job 1\n', canonicalJson([base, written, ...(fit === undefined ? [] : [fit])]));
}

/** The step of a task that names one; undefined where its plan has none of that key. */
export const stepOf = async (planned: PlannedEntry, task: QueuedTask, executor: Executor): Promise<Node | undefined> =>
  withInputs(readBy(planned, await targetsOf(planned, task, executor))).find(({ key }) => key === task.step);

/** Steps whose inputs a job needs; of one whose search is not decided those of its own config, up to what is fitted. */
const readBy = (planned: PlannedEntry, targets: readonly Node[] | undefined): readonly Node[] =>
  targets ?? [configNodes(planned).part('train')];

/** A job and the keys that are in the store once it is done, where they are known. */
export interface PlannedJob {
  readonly job: QueuedJob<QueuedTask>;
  readonly keys: readonly string[] | undefined;
}

/**
 * The jobs of a run: what processes would do, divided further so that no two workers compute the same step. A step that several read
 * is a job of its own, before them.
 */
export async function queuedJobs(
  entries: readonly PlannedEntry[],
  cache: Cache,
  executor: Executor,
): Promise<readonly PlannedJob[]> {
  const found: { readonly planned: PlannedEntry; readonly job: EntryJob }[] = [];
  for (const [at, planned] of entries.entries())
    for (const job of await jobsOf(planned, at, cache, executor)) found.push({ planned, job });
  const idOf = new Map(found.map(({ planned, job }) => [job, jobId(planned, job.task, job.targets)]));
  const isOpen = new Map<string, boolean>();
  const readers = new Map<string, { node: Node; task: QueuedTask; count: number }>();
  const needs = new Map<EntryJob, readonly string[]>();
  for (const { planned, job } of found) {
    const own = new Set((job.targets ?? []).map(({ key }) => key));
    const open: string[] = [];
    const isAfterTrials = !job.targets && job.after.length > 0; // what it reads is there
    for (const node of isAfterTrials ? [] : withInputs(readBy(planned, job.targets))) {
      if (!node.codec || own.has(node.key)) continue;
      if (!isOpen.has(node.key)) isOpen.set(node.key, (await cache.peek(node.key)) === undefined);
      if (!isOpen.get(node.key)) continue;
      open.push(node.key);
      const before = readers.get(node.key);
      const task = { ...job.task, ...(job.task.trials && { trials: job.task.trials.slice(0, 1) }), step: node.key };
      readers.set(node.key, before ? { ...before, count: before.count + 1 } : { node, task, count: 1 });
    }
    needs.set(job, open);
  }
  const shared = new Map([...readers].filter(([, { count }]) => count > 1));
  const steps = [...shared.values()].map(({ node, task }): PlannedJob => {
    const after = withInputs([node])
      .map(({ key }) => key)
      .filter((key) => key !== node.key && shared.has(key));
    return { job: { id: node.key, label: node.label, task, after }, keys: [node.key] };
  });
  const rest = found.map(({ job }): PlannedJob => {
    const steps = (needs.get(job) ?? []).filter((key) => shared.has(key));
    const after = [...steps, ...job.after.map((before) => idOf.get(before) as string)];
    const keys = job.targets?.map(({ key }) => key);
    return { job: { id: idOf.get(job) as string, label: job.label, task: job.task, after }, keys };
  });
  return unique([...steps, ...rest]);
}

/** Two models may be the same but for their names. */
function unique(jobs: readonly PlannedJob[]): readonly PlannedJob[] {
  return [...new Map(jobs.map((each) => [each.job.id, each])).values()];
}
