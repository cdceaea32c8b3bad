import type { Executor } from '@selvedge/workflow';
import type { PlannedVariant } from '../plan/planning.js';
import { type SettingNodes, settingNodes } from '../plan/setting-nodes.js';
import type { FitSummary } from '../steps/fit.js';
import { type Choice, choosePoint } from './choose.js';

/** A row of the table whose model is there. */
export interface FittedVariant extends PlannedVariant {
  /** What its sweep tried, where it has one. */
  readonly choice?: Choice;
  /** Of the setting that it has, or that was chosen. */
  readonly nodes: SettingNodes;
  readonly summary: FitSummary;
}

/** Chooses on validation rows alone, where there is a sweep, then fits. */
export async function fitVariant(planned: PlannedVariant, executor: Executor): Promise<FittedVariant> {
  const { sweep, setting } = planned.variant;
  const choice = sweep && (await choosePoint(planned, sweep, executor));
  const nodes = settingNodes(planned, { setting: choice?.point.setting ?? setting });
  const summary = await executor.get(nodes.summary);
  return { ...planned, ...(choice && { choice }), nodes, summary };
}
