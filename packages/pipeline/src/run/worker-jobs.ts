import { goesByScores } from '@selvedge/resample/plans';
import type { Cache } from '@selvedge/workflow';
import type { ProcessJob } from '@selvedge/workflow/types';
import { configNodes } from '../plan/config-nodes.js';
import type { PlannedEntry } from '../plan/planning.js';
import { trialNodes } from './search-trials.js';

/** A part of a pipeline that one process can do alone: a model, or trials of its sweep that share a fit. */
export interface WorkerTask {
  readonly entry: number;
  /** Positions among the sweep's trials; absent: the whole model. */
  readonly trials?: readonly number[];
}

/**
 * What of a model is worth another process: nothing that is cached.
 *
 * A sweep that tries everything at once is divided by the fits that they share; one that goes by its results stays
 * whole.
 */
export async function jobsOf(
  planned: PlannedEntry,
  at: number,
  cache: Cache,
): Promise<readonly ProcessJob<WorkerTask>[]> {
  const { name, sweep } = planned.entry;
  if (!sweep || goesByScores(sweep)) {
    const { summary } = configNodes(planned);
    return !sweep && (await cache.peek(summary.key)) ? [] : [{ label: name, task: { entry: at } }];
  }
  const nodesOf = trialNodes(planned, sweep);
  const groups = new Map<string, number[]>();
  for (const [position, trial] of sweep.trials.entries()) {
    const nodes = nodesOf(trial);
    if (await cache.peek(nodes.score('validation', [sweep.by]).key)) continue;
    const together = nodes.fit.checkpointKey ?? nodes.fit.key; // lengths of one training follow each other
    groups.set(together, [...(groups.get(together) ?? []), position]);
  }
  return [...groups.values()].map((trials) => ({
    label: `${name}/${sweep.trials[trials[0]].label}${trials.length > 1 ? ` and ${trials.length - 1} more` : ''}`,
    task: { entry: at, trials },
  }));
}
