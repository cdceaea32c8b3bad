import { goesByScores } from '@selvedge/resample/plans';
import type { Cache } from '@selvedge/workflow';
import type { Executor, Node, ProcessJob } from '@selvedge/workflow/types';
import type { PlannedEntry } from '../plan/planning.js';
import { chooseKnown } from './choose-known.js';
import { fitNames, resampledFits } from './resampled-fits.js';
import { trialNodes } from './search-trials.js';

/** A part of a pipeline that one process can do alone: a model, trials of its sweep that share a fit, or one of its folds. */
export interface WorkerTask {
  readonly entry: number;
  /** Positions among the sweep's trials. */
  readonly trials?: readonly number[];
  /** One of `fitNames`. Without trials and this it is the model, apart from those. */
  readonly fit?: string;
}

/** A task with what it is for. */
export interface EntryJob extends ProcessJob<WorkerTask> {
  /** The steps that it is to leave in the cache; absent where a search decides which. */
  readonly targets?: readonly Node[];
  readonly after: readonly EntryJob[];
}

/**
 * What of a model is worth another process: nothing that is cached. The model, each of its folds and each size of its learning
 * curve can be done side by side, and before them what its sweep tries.
 *
 * A sweep that tries everything at once is divided by the fits that its trials share; one that goes by its results stays
 * whole.
 *
 * @throws as `resampledFits`, where no search decides what is fitted
 */
export async function jobsOf(
  planned: PlannedEntry,
  at: number,
  cache: Cache,
  executor: Executor,
): Promise<readonly EntryJob[]> {
  const { entry } = planned;
  const { name, sweep } = entry;
  const chosen = await chooseKnown(planned, cache, executor);
  if (chosen) {
    const { summary } = chosen.nodes;
    const fits = await resampledFits(chosen, executor);
    const jobs = [
      { label: name, task: { entry: at }, targets: [summary], after: [] },
      ...fits.map((fit) => ({ ...fitJob(name, at, fit.name), targets: fit.targets, after: [] })),
    ];
    const open = await Promise.all(jobs.map(({ targets }) => someOpen(targets, cache)));
    return jobs.filter((_, place) => open[place]);
  }
  const trials = sweep && !goesByScores(sweep) ? await trialJobs(planned, sweep, at, cache) : [];
  const model: EntryJob = { label: name, task: { entry: at }, after: trials };
  const decided = trials.length > 0 ? trials : [model];
  return [...trials, model, ...fitNames(entry).map((fit) => ({ ...fitJob(name, at, fit), after: decided }))];
}

const fitJob = (name: string, entry: number, fit: string): { readonly label: string; readonly task: WorkerTask } => ({
  label: `${name}/${fit}`,
  task: { entry, fit },
});

async function trialJobs(
  planned: PlannedEntry,
  sweep: NonNullable<PlannedEntry['entry']['sweep']>,
  entry: number,
  cache: Cache,
): Promise<readonly EntryJob[]> {
  const nodesOf = trialNodes(planned, sweep);
  const groups = new Map<string, { readonly position: number; readonly score: Node }[]>();
  for (const [position, trial] of sweep.trials.entries()) {
    const { fit, score: scoreOf } = nodesOf(trial);
    const score = scoreOf('validation', [sweep.by]);
    if (await cache.peek(score.key)) continue;
    const together = fit.checkpointKey ?? fit.key; // lengths of one training follow each other
    groups.set(together, [...(groups.get(together) ?? []), { position, score }]);
  }
  return [...groups.values()].map((group) => ({
    label: `${planned.entry.name}/${sweep.trials[group[0].position].label}${group.length > 1 ? ` and ${group.length - 1} more` : ''}`,
    task: { entry, trials: group.map(({ position }) => position) },
    targets: group.map(({ score }) => score),
    after: [],
  }));
}

async function someOpen(nodes: readonly Node[], cache: Cache): Promise<boolean> {
  for (const { key } of nodes) if (!(await cache.peek(key))) return true;
  return false;
}
