import { goesByScores } from '@selvedge/resample/plans';
import type { Values } from '@selvedge/resample/types';
import type { Cache } from '@selvedge/workflow';
import type { Executor, Node, ProcessJob } from '@selvedge/workflow/types';
import type { PlannedEntry } from '../plan/planning.js';
import type { PipelineEntry, Trial } from '../spec/pipeline.js';
import { chooseKnown } from './choose-known.js';
import type { ChosenEntry } from './fit-entry.js';
import { fitNames, resampledFits } from './resampled-fits.js';
import { trialNodes } from './search-trials.js';

/** A part of a pipeline that one process can do alone: a model, trials of its sweep that share a fit, or one of its folds. */
export interface WorkerTask {
  readonly entry: number;
  /** Positions among the trials that the sweep begins with. */
  readonly trials?: readonly number[];
  /** Of trials that followed from scores. */
  readonly values?: readonly Values[];
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
  if (chosen) return jobsOfChosen(chosen, at, cache, executor);
  const trials = sweep && !goesByScores(sweep) ? await trialJobs(planned, sweep.trials, at, cache) : [];
  const model: EntryJob = { label: name, task: { entry: at }, after: trials };
  const decided = trials.length > 0 ? trials : [model];
  return [...trials, model, ...fitNames(entry).map((fit) => ({ ...fitJob(name, at, fit), after: decided }))];
}

/** The same where it is decided what is fitted. @throws as `resampledFits` */
export async function jobsOfChosen(
  chosen: ChosenEntry,
  at: number,
  cache: Cache,
  executor: Executor,
): Promise<readonly EntryJob[]> {
  const { name } = chosen.entry;
  const fits = await resampledFits(chosen, executor);
  const jobs = [
    { label: name, task: { entry: at }, targets: [chosen.nodes.summary], after: [] },
    ...fits.map((fit) => ({ ...fitJob(name, at, fit.name), targets: fit.targets, after: [] })),
  ];
  const open = await Promise.all(jobs.map(({ targets }) => someOpen(targets, cache)));
  return jobs.filter((_, place) => open[place]);
}

const fitJob = (name: string, entry: number, fit: string): { readonly label: string; readonly task: WorkerTask } => ({
  label: `${name}/${fit}`,
  task: { entry, fit },
});

/** One job for each fit that trials share. Those that the sweep begins with are named by position, others by their values. */
export async function trialJobs(
  planned: PlannedEntry,
  trials: readonly Trial[],
  entry: number,
  cache: Cache,
): Promise<readonly EntryJob[]> {
  const { name, sweep } = planned.entry;
  if (!sweep) return [];
  const nodesOf = trialNodes(planned, sweep);
  const groups = new Map<string, { readonly trial: Trial; readonly score: Node }[]>();
  for (const trial of trials) {
    const { fit, score: scoreOf } = nodesOf(trial);
    const score = scoreOf('validation', [sweep.by]);
    if (await cache.peek(score.key)) continue;
    const together = fit.checkpointKey ?? fit.key; // lengths of one training follow each other
    groups.set(together, [...(groups.get(together) ?? []), { trial, score }]);
  }
  const positions = new Map(sweep.trials.map((trial, position) => [trial, position]));
  return [...groups.values()].map((group) => {
    const own = group.map(({ trial }) => trial);
    const known = own.flatMap((trial) => positions.get(trial) ?? []);
    const which = known.length === own.length ? { trials: known } : { values: own.map(({ values }) => values) };
    return {
      label: `${name}/${own[0].label}${own.length > 1 ? ` and ${own.length - 1} more` : ''}`,
      task: { entry, ...which },
      targets: group.map(({ score }) => score),
      after: [],
    };
  });
}

/** The trials that a task names; undefined where it is for something else. @throws as `trialAt` of a sweep */
export const trialsOf = ({ sweep }: PipelineEntry, { trials, values }: WorkerTask): readonly Trial[] | undefined =>
  trials?.map((trial) => sweep?.trials[trial] as Trial) ?? (sweep && values?.map((each) => sweep.trialAt(each)));

async function someOpen(nodes: readonly Node[], cache: Cache): Promise<boolean> {
  for (const { key } of nodes) if (!(await cache.peek(key))) return true;
  return false;
}
