import { removeCheckpointDir } from '@selvedge/workflow';
import { configNodes } from '../plan/config-nodes.js';
import { sourceFor } from './load-sources.js';
import type { RunPlan } from './plan-run.js';
import { trialNodes } from './search-trials.js';

/** Checkpoints that trainings of several lengths shared are of no use to a run that has finished. */
export async function removeSharedCheckpoints(plan: RunPlan): Promise<void> {
  for (const entry of plan.pipeline.models) {
    const { sweep, config } = entry;
    const { node: data } = sourceFor(plan.sources, config.data);
    for (const hasValidation of [true, false]) {
      const planned = { entry, data, hasValidation, planning: plan };
      const trials = sweep ? [...sweep.trials, ...sweep.followed.values()].map(trialNodes(planned, sweep)) : [];
      const fits = [configNodes(planned), ...trials].map(({ fit }) => fit);
      const keys = new Set(fits.flatMap(({ checkpointKey }) => (checkpointKey === undefined ? [] : [checkpointKey])));
      for (const key of keys) await removeCheckpointDir(plan.cache, key);
    }
  }
}
