import { sha256 } from '@selvedge/files';
import { goesByScores } from '@selvedge/resample/plans';
import type { Cache } from '@selvedge/workflow';
import { canonicalJson, withInputs } from '@selvedge/workflow';
import type { Executor, Node, QueuedJob } from '@selvedge/workflow/types';
import { configNodes } from '../plan/config-nodes.js';
import type { PlannedEntry } from '../plan/planning.js';
import { chooseEntry } from './fit-entry.js';
import { resampledFits } from './resampled-fits.js';
import { trialNodes } from './search-trials.js';
import { type EntryJob, jobsOf, trialsOf, type WorkerTask } from './worker-jobs.js';

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
  task: WorkerTask,
  executor: Executor,
): Promise<readonly Node[] | undefined> {
  const { entry } = planned;
  const { sweep } = entry;
  const trials = trialsOf(entry, task);
  if (trials && sweep) {
    const nodesOf = trialNodes(planned, sweep);
    return trials.map((trial) => nodesOf(trial).score('validation', [sweep.by]));
  }
  if (sweep) return undefined;
  const { fit } = task;
  if (fit === undefined) return [configNodes(planned).summary];
  const fits = await resampledFits(await chooseEntry(planned, executor), executor);
  return fits.find(({ name }) => name === fit)?.targets ?? [];
}

/** The id of the job of a task: the key of its step where it is one step. */
export function jobId(
  planned: PlannedEntry,
  { step, trials, values, fit }: QueuedTask,
  targets: readonly Node[] | undefined,
): string {
  if (step !== undefined) return step;
  const { entry } = planned;
  const ofTrials = trials !== undefined || values !== undefined;
  if (targets && (ofTrials || (fit !== undefined && !entry.sweep))) {
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

/** A model whose search names trials as it goes, and several of them at a time. */
export interface Searching {
  readonly planned: PlannedEntry;
  readonly at: number;
}

/** What a run begins with. */
export interface QueuedJobs {
  readonly jobs: readonly PlannedJob[];
  readonly searching: readonly Searching[];
}

/** The jobs of a run: what processes would do, divided further. @throws as `jobsOf` */
export async function queuedJobs(
  entries: readonly PlannedEntry[],
  cache: Cache,
  executor: Executor,
): Promise<QueuedJobs> {
  const found: FoundJob[] = [];
  const searching: Searching[] = [];
  for (const [at, planned] of entries.entries()) {
    const jobs = await jobsOf(planned, at, cache, executor);
    const isDecided = jobs.every(({ targets }) => targets);
    if (!isDecided && triesSideBySide(planned.entry)) searching.push({ planned, at });
    else found.push(...jobs.map((job) => ({ planned, job })));
  }
  return { jobs: await divided(found, cache), searching };
}

/** Whether a search goes by scores and has several trials at the same time. */
export const triesSideBySide = ({ sweep }: PlannedEntry['entry']): boolean =>
  sweep !== undefined &&
  goesByScores(sweep) &&
  (sweep.kind === 'successive-halving' || ('parallel' in sweep && (sweep.parallel ?? 1) > 1));

/** A job and the model that it is of. */
export interface FoundJob {
  readonly planned: PlannedEntry;
  readonly job: EntryJob;
}

/**
 * Divides jobs so that no two workers compute the same step: one that several read is a job of its own, before them. Of trials that
 * follow each other a preparation is always one, because the next ones read it, too.
 */
export async function divided(found: readonly FoundJob[], cache: Cache): Promise<readonly PlannedJob[]> {
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
      const { trials, values } = job.task;
      const first = { ...(trials && { trials: trials.slice(0, 1) }), ...(values && { values: values.slice(0, 1) }) };
      const task = { ...job.task, ...first, step: node.key };
      const count = (before?.count ?? 0) + (values && node.identity.kind === 'prepare' ? 2 : 1);
      readers.set(node.key, before ? { ...before, count } : { node, task, count });
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
