import type { Cache, ProcessJob } from '@selvedge/workflow';
import type { PlannedVariant } from '../plan/planning.js';
import { settingNodes } from '../plan/setting-nodes.js';
import { trialNodes } from './choose.js';

/** A part of a pipeline that one process can do alone: a model, or points of its sweep that share a fit. */
export interface WorkerTask {
  readonly variant: number;
  /** Positions among the sweep's points; absent: the whole model. */
  readonly points?: readonly number[];
}

/**
 * What of a model is worth another process: nothing that is cached.
 *
 * A sweep that tries its points all at once is divided by the fits that they share; one that goes by its results, as
 * successive halving does, stays whole.
 */
export async function jobsOf(
  planned: PlannedVariant,
  at: number,
  cache: Cache,
): Promise<readonly ProcessJob<WorkerTask>[]> {
  const { name, sweep } = planned.variant;
  if (!sweep || sweep.kind === 'successive-halving') {
    const { summary } = settingNodes(planned);
    return !sweep && (await cache.peek(summary.key)) ? [] : [{ label: name, task: { variant: at } }];
  }
  const nodesOf = trialNodes(planned, sweep);
  const groups = new Map<string, number[]>();
  for (const [position, point] of sweep.points.entries()) {
    const nodes = nodesOf(point);
    if (await cache.peek(nodes.score('validation', [sweep.by]).key)) continue;
    const together = nodes.fit.scratchKey ?? nodes.fit.key; // lengths of one training follow each other
    groups.set(together, [...(groups.get(together) ?? []), position]);
  }
  return [...groups.values()].map((points) => ({
    label: `${name}/${sweep.points[points[0]].label}${points.length > 1 ? ` and ${points.length - 1} more` : ''}`,
    task: { variant: at, points },
  }));
}
