import type { FoldsCheck, TestSetUse } from '@selvedge/resample/types';
import type { Executor, Node } from '@selvedge/workflow/types';
import { type ConfigNodes, numericSeed } from '../plan/config-nodes.js';
import type { PlannedEntry } from '../plan/planning.js';
import { type Copies, copiesNode, isOfPlugin, type Probed, probeNode } from '../steps/audit.js';

/** What the guards saw of one model. Plain JSON. */
export interface ModelAudit extends Probed {
  readonly name: string;
  /** Rows that judge whose exact copy is among the training rows. */
  readonly copies: Copies;
  /** The same across the sides of the folds, where there is a cross-validation. */
  readonly folds?: FoldsCheck;
}

/** What the guards saw of a run. Plain JSON: `audit` in `run.json`. */
export interface RunAudit {
  readonly testSets: readonly TestSetUse[];
  readonly models: readonly ModelAudit[];
}

/**
 * Looks for leaks before a model is fitted: models and preparation of plugins are probed in every run; those of Selvedge
 * pass the same probes in its tests.
 *
 * @throws SelvedgeError `invalid-argument` for what a probe finds
 */
export async function auditEntry(
  { entry: { name, config }, planning }: PlannedEntry,
  { rows }: ConfigNodes,
  executor: Executor,
): Promise<{ readonly audit: ModelAudit; readonly nodes: readonly Node[] }> {
  const copies = copiesNode(rows);
  const isProbed = isOfPlugin(planning.registry, config);
  const probe = probeNode(rows, config, numericSeed(config.seed), name, planning);
  const probed: Probed = isProbed ? await executor.get(probe) : { stateLeak: 'built in', fittedOn: 'built in' };
  const audit = { name, ...probed, copies: await executor.get(copies) };
  return { audit, nodes: isProbed ? [copies, probe] : [copies] };
}

/** Above this share of copies a figure says little about new rows. */
const MANY_COPIES = 0.05;

/** What a person should know before trusting the figures. */
export function auditWarnings({ name, copies }: ModelAudit): readonly string[] {
  return Object.entries(copies).flatMap(([part, { copies: count, rows }]) =>
    count <= MANY_COPIES * rows
      ? []
      : [
          `${name}: ${count} of ${rows} ${part} rows are exact copies of training rows; the ${part} figures say little about new rows. Remove the copies, or keep them together with split: { kind: grouped }.`,
        ],
  );
}
