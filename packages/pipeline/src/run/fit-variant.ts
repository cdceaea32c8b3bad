import type { Executor } from '@selvedge/workflow';
import type { PlannedVariant } from '../plan/planning.js';
import { type SettingNodes, settingNodes } from '../plan/setting-nodes.js';
import type { FitSummary } from '../steps/fit.js';
import { auditVariant } from './audit-variant.js';
import { type Searched, searchTrials } from './search-trials.js';

/** A row of the table whose model is there. */
export interface FittedVariant extends PlannedVariant {
  /** What its sweep tried, where it has one. */
  readonly searched?: Searched;
  /** Of the setting that it has, or that was chosen. */
  readonly nodes: SettingNodes;
  readonly summary: FitSummary;
  /** What the guards saw before anything was fitted, and their steps. */
  readonly audited: Awaited<ReturnType<typeof auditVariant>>;
}

/** Looks for leaks, selects on validation rows alone where there is a sweep, then fits. */
export async function fitVariant(planned: PlannedVariant, executor: Executor): Promise<FittedVariant> {
  const { sweep, setting } = planned.variant;
  const audited = await auditVariant(planned, settingNodes(planned), executor);
  const searched = sweep && (await searchTrials(planned, sweep, executor));
  const nodes = settingNodes(planned, { setting: searched?.best.setting ?? setting });
  const summary = await executor.get(nodes.summary);
  return { ...planned, ...(searched && { searched }), nodes, summary, audited };
}
