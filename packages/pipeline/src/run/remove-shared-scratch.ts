import { removeScratch } from '@selvedge/workflow';
import { settingNodes } from '../plan/setting-nodes.js';
import { sourceFor } from './load-sources.js';
import type { RunPlan } from './plan-run.js';
import { trialNodes } from './search-trials.js';

/** Checkpoints that trainings of several lengths shared are of no use to a run that has finished. */
export async function removeSharedScratch(plan: RunPlan): Promise<void> {
  for (const variant of plan.pipeline.variants) {
    const { sweep, setting } = variant;
    const { node: data } = sourceFor(plan.sources, setting.data);
    for (const hasValidation of [true, false]) {
      const planned = { variant, data, hasValidation, planning: plan };
      const trials = sweep?.trials.map(trialNodes(planned, sweep)) ?? [];
      const fits = [settingNodes(planned), ...trials].map(({ fit }) => fit);
      const keys = new Set(fits.flatMap(({ scratchKey }) => (scratchKey === undefined ? [] : [scratchKey])));
      for (const key of keys) await removeScratch(plan.cache, key);
    }
  }
}
