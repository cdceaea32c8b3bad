import type { Executor } from '@selvedge/workflow/types';
import { type ConfigNodes, configNodes } from '../plan/config-nodes.js';
import type { PlannedEntry } from '../plan/planning.js';
import type { FitSummary } from '../steps/fit.js';
import { auditEntry } from './audit-entry.js';
import { type Searched, searchTrials } from './search-trials.js';

/** A row of the table whose model is there. */
export interface FittedEntry extends PlannedEntry {
  /** What its sweep tried, where it has one. */
  readonly searched?: Searched;
  /** Of the config that it has, or that was chosen. */
  readonly nodes: ConfigNodes;
  readonly summary: FitSummary;
  /** What the guards saw before anything was fitted, and their steps. */
  readonly audited: Awaited<ReturnType<typeof auditEntry>>;
}

/** Looks for leaks, selects on validation rows alone where there is a sweep, then fits. */
export async function fitEntry(planned: PlannedEntry, executor: Executor): Promise<FittedEntry> {
  const { sweep, config } = planned.entry;
  const audited = await auditEntry(planned, configNodes(planned), executor);
  const searched = sweep && (await searchTrials(planned, sweep, executor));
  const nodes = configNodes(planned, { config: searched?.best.config ?? config });
  const summary = await executor.get(nodes.summary);
  return { ...planned, ...(searched && { searched }), nodes, summary, audited };
}
