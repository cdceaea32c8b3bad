import type { Executor } from '@selvedge/workflow/types';
import { type ConfigNodes, configNodes } from '../plan/config-nodes.js';
import type { PlannedEntry } from '../plan/planning.js';
import type { FitSummary } from '../steps/fit.js';
import { auditEntry } from './audit-entry.js';
import { type Elsewhere, type Searched, searchTrials } from './search-trials.js';

/** A row of the table whose config is decided. */
export interface ChosenEntry extends PlannedEntry {
  /** What its sweep tried, where it has one. */
  readonly searched?: Searched;
  /** Of the config that it has, or that was chosen. */
  readonly nodes: ConfigNodes;
}

/** A row of the table whose model is there. */
export interface FittedEntry extends ChosenEntry {
  readonly summary: FitSummary;
  /** What the guards saw before anything was fitted, and their steps. */
  readonly audited: Awaited<ReturnType<typeof auditEntry>>;
}

/** Selects on validation rows alone where there is a sweep. @param elsewhere - as `searchTrials` has it */
export async function chooseEntry(
  planned: PlannedEntry,
  executor: Executor,
  elsewhere?: Elsewhere,
): Promise<ChosenEntry> {
  const { sweep, config } = planned.entry;
  const searched = sweep && (await searchTrials(planned, sweep, executor, elsewhere));
  const nodes = configNodes(planned, { config: searched?.best.config ?? config });
  return { ...planned, ...(searched && { searched }), nodes };
}

/**
 * Looks for leaks, selects where there is a sweep, then fits.
 *
 * @param choosing - obtains the scores of the sweep
 */
export async function fitEntry(
  planned: PlannedEntry,
  executor: Executor,
  choosing: Executor = executor,
): Promise<FittedEntry> {
  const audited = await auditEntry(planned, configNodes(planned), executor);
  const chosen = await chooseEntry(planned, choosing);
  return { ...chosen, summary: await executor.get(chosen.nodes.summary), audited };
}
